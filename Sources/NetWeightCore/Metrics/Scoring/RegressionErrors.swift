extension QualityMetric {
  /// The mean distance of an output's numbers from the right ones, in their unit, 0 or more, lower is better;
  /// scikit-learn's `mean_absolute_error`.
  public static let meanAbsoluteError = QualityMetric(
    "mean absolute error", isBetterHigher: false, unit: .plain,
    scoring: RatioScoring { output, target in
      let errors = try Residual.all(of: output, target, for: "mean absolute error").map { abs($0.error) }
      return (errors.mean, 1)
    })

  /// The root of the mean squared error, in the outputs' unit, 0 or more, lower is better; of outputs of several numbers
  /// the mean of each one's root, as scikit-learn's `root_mean_squared_error` has it.
  public static let rootMeanSquareError = QualityMetric(
    "root mean square error", isBetterHigher: false, unit: .plain, scoring: RootMeanSquareError())

  /// The coefficient of determination, the share of the truth's variance that outputs explain: at most 1, 0 for always
  /// answering the mean, negative for worse. Of outputs of several numbers the mean of each one's.
  ///
  /// NaN for fewer than two samples. Where the truth does not vary, 1 for no error and 0 for any: scikit-learn's
  /// `r2_score`. A spread under a millionth of the values themselves is lost in rounding and counts as none.
  public static let rSquared = QualityMetric("R²", scoring: RSquared())
}

/// One right number and how far the output is from it.
private struct Residual {
  let truth, error: Double

  static func all(of output: Tensor, _ target: Target, for metric: String) throws -> [Residual] {
    let truths = try target.values(of: output, for: metric)
    return zip(truths, try output.finiteScalars(for: metric)).map { truth, answer in
      Residual(truth: Double(truth), error: Double(answer) - Double(truth))
    }
  }
}

/// The number of samples, and each output's sum of squared errors.
private struct RootMeanSquareError: AdditiveScoring {
  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    [1] + (try Residual.all(of: output, target, for: "root mean square error").map { $0.error * $0.error })
  }

  func value(of sums: [Double]) -> Double {
    guard let samples = sums.first, samples > 0 else { return .nan }
    return sums.dropFirst().map { ($0 / samples).squareRoot() }.mean
  }
}

/// The number of samples, and each output's sums of squared errors, of truths and of squared truths.
private struct RSquared: AdditiveScoring {
  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    [1]
      + (try Residual.all(of: output, target, for: "R²").flatMap {
        [$0.error * $0.error, $0.truth, $0.truth * $0.truth]
      })
  }

  func value(of sums: [Double]) -> Double {
    guard let samples = sums.first, samples >= 2 else { return .nan }
    return stride(from: 1, to: sums.count, by: 3).map { first -> Double in
      let (errors, truths, squares) = (sums[first], sums[first + 1], sums[first + 2])
      let spread = squares - truths * truths / samples
      guard spread > 1e-12 * squares else { return errors == 0 ? 1 : 0 }
      return 1 - errors / spread
    }.mean
  }
}
