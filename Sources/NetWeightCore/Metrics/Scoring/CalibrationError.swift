extension QualityMetric {
  /// The expected calibration error, 0…1, lower is better: how far the confidence of the answers is from the share of
  /// them that are right, by bins of confidence, weighted by their samples. NaN of no sample.
  ///
  /// Confidence is the softmax probability of the answer; a bin holds what is above its lower end and up to its upper
  /// one. M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
  /// binning", AAAI (2015), with the top class as in C. Guo et al., "On calibration of modern neural networks", ICML
  /// (2017).
  /// - Parameter bins: of equal width, at least 1; the usual 15 unless said otherwise, which the name then tells.
  public static func calibrationError(bins: Int = 15) -> QualityMetric {
    let bins = max(1, bins)
    // Errors by different bins are not to be compared.
    let name = "expected calibration error" + (bins == 15 ? "" : ", \(bins) bins")
    return QualityMetric(name, isBetterHigher: false, scoring: CalibrationBins(name: name, bins: bins))
  }
}

/// For each bin the sum of confidences less right answers, after the number of samples: more is not needed, since the
/// size of a bin cancels out of its share times its gap.
private struct CalibrationBins: AdditiveScoring {
  let name: String
  let bins: Int

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let scores = try output.finiteScalars(for: name)
    let label = try target.label(ofClasses: scores.count, for: name)
    let confidence = Softmax.probabilities(scores).max() ?? 0
    var sums = [Double](repeating: 0, count: bins + 1)
    sums[0] = 1
    sums[1 + bin(of: confidence)] = confidence - (output.indexOfHighest == label ? 1 : 0)
    return sums
  }

  func value(of sums: [Double]) -> Double {
    guard let samples = sums.first else { return .nan }
    return sums.dropFirst().reduce(0) { $0 + abs($1) } / samples
  }

  /// Multiplied alone, a confidence at an end could round into the next bin.
  private func bin(of confidence: Double) -> Int {
    var bin = min(bins - 1, Int(confidence * Double(bins)))
    while bin > 0, confidence <= Double(bin) / Double(bins) { bin -= 1 }
    while bin < bins - 1, confidence > Double(bin + 1) / Double(bins) { bin += 1 }
    return bin
  }
}
