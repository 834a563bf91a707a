extension QualityMetric {
  /// The area under the receiver operating characteristic, 0…1: how often a sample of the class scores higher than one
  /// that is not, ties counting half. NaN where a class has no sample.
  ///
  /// An output of one element is the score of class 1; of two, the second less the first is; of more, the mean over
  /// classes, each against the rest by its softmax probability. J. A. Hanley and B. J. McNeil, "The meaning and use of
  /// the area under a receiver operating characteristic (ROC) curve", Radiology 143 (1982), 29–36: scikit-learn's
  /// `roc_auc_score(multi_class='ovr', average='macro')`.
  public static let auroc = QualityMetric("AUROC", scoring: AreaUnderROC())
}

private struct AreaUnderROC: RankingScoring {
  /// How many scores, the label, the scores: the length first, since samples that belong together share a row.
  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let scalars = try output.finiteScalars(for: "AUROC")
    let label = try target.label(ofClasses: max(2, scalars.count), for: "AUROC")
    let scores =
      switch scalars.count {
      case 1: [Double(scalars[0])]
      case 2: [Double(scalars[1]) - Double(scalars[0])]
      default: Softmax.probabilities(scalars)
      }
    return [Double(scores.count), Double(label)] + scores
  }

  func ranking(of rows: [[Double]]) -> @Sendable (_ weights: [Double]) -> Double {
    let samples = rows.indices.flatMap { Self.samples(of: rows[$0], row: $0) }
    let count = samples.map(\.scores.count).min() ?? 0
    // Outputs of different lengths have no class in common, and no sample has none at all.
    guard count > 0, samples.allSatisfy({ $0.scores.count == count }) else { return { _ in .nan } }
    let curves = (0..<count).map { ROCCurve(samples, column: $0, positive: count == 1 ? 1 : $0) }
    return { weights in curves.map { $0.area(weights) }.mean }
  }

  private static func samples(of numbers: [Double], row: Int) -> [ROCCurve.Sample] {
    var samples: [ROCCurve.Sample] = []
    var start = 0
    while start < numbers.count {
      // Of a baseline that was written by hand; a sample without scores leaves the metric undefined.
      guard start + 1 < numbers.count, let length = Int(exactly: numbers[start]),
        (0...numbers.count - start - 2).contains(length), let label = Int(exactly: numbers[start + 1])
      else { return [.init(row: row, label: 0, scores: [])] }
      let end = start + 2 + length
      samples.append(.init(row: row, label: label, scores: numbers[start + 2..<end]))
      start = end
    }
    return samples
  }
}

/// One class against the rest.
private struct ROCCurve: Sendable {
  struct Sample {
    let row, label: Int
    let scores: ArraySlice<Double>
  }

  private struct Step {
    let row: Int
    let isPositive, isTied: Bool
  }

  /// From the highest score down; a tied one scores as much as the one before it.
  private let steps: [Step]

  init(_ samples: [Sample], column: Int, positive: Int) {
    let scored = samples.map { ($0.scores[$0.scores.startIndex + column], $0) }.sorted { $0.0 > $1.0 }
    steps = scored.indices.map { index in
      let (score, sample) = scored[index]
      return Step(
        row: sample.row, isPositive: sample.label == positive,
        isTied: index > 0 && scored[index - 1].0 == score)
    }
  }

  /// Mann and Whitney's count of pairs in the right order over all pairs, NaN where there is none.
  func area(_ weights: [Double]) -> Double {
    var (positives, negatives, ordered) = (0.0, 0.0, 0.0)
    var tied = (positives: 0.0, negatives: 0.0)
    for step in steps {
      if !step.isTied { tied = (0, 0) }
      let weight = weights[step.row]
      if step.isPositive {
        ordered += weight * tied.negatives / 2
        tied.positives += weight
        positives += weight
      } else {
        ordered += weight * (positives - tied.positives / 2)
        tied.negatives += weight
        negatives += weight
      }
    }
    return ordered / (positives * negatives)
  }
}
