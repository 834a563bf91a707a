extension QualityMetric {
  /// chrF of a corpus, 0…1 and not 0…100: the F-score, recall weighing twice as much, of runs of one to six characters
  /// without white space. Of several references the one that fits a sample best counts.
  ///
  /// M. Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT (2015), as sacreBLEU has it by
  /// default (chrF2, no word runs, orders that do not occur left out). A character is a Unicode code point.
  /// - Parameter decode: the text of an output.
  public static func chrF(_ decode: @escaping @Sendable (Tensor) throws -> String) -> QualityMetric {
    QualityMetric("chrF", scoring: ChrF(decode: decode))
  }
}

/// For each order the runs of the answer, those of the reference, and those that match.
private struct ChrF: AdditiveScoring {
  static let orders = 1...6
  let decode: @Sendable (Tensor) throws -> String

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let references = try target.texts(for: "chrF")
    let answer = Self.ngrams(of: try decode(output))
    let candidates = references.map { Self.statistics(of: answer, Self.ngrams(of: $0)) }
    // The first of equally good ones: `max` would take the last.
    return candidates.dropFirst().reduce(candidates[0]) { value(of: $1) > value(of: $0) ? $1 : $0 }
  }

  private static func ngrams(of text: String) -> [NGrams<Unicode.Scalar>] {
    let characters = text.unicodeScalars.filter { !$0.isSeparator }
    return orders.map { NGrams(CodePoints(characters), order: $0) }
  }

  private static func statistics(
    of answer: [NGrams<Unicode.Scalar>], _ reference: [NGrams<Unicode.Scalar>]
  ) -> [Double] {
    zip(answer, reference).flatMap { answer, reference in
      // Where the reference is too short for an order, runs of the answer are no mistakes.
      [reference.total > 0 ? answer.total : 0, reference.total, answer.matches(in: [reference])].map(
        Double.init)
    }
  }

  func value(of sums: [Double]) -> Double {
    guard sums.count == 3 * Self.orders.count else { return .nan }
    let orders = stride(from: 0, to: sums.count, by: 3).filter { sums[$0] > 0 && sums[$0 + 1] > 0 }
    let precision = orders.map { sums[$0 + 2] / sums[$0] }.mean
    let recall = orders.map { sums[$0 + 2] / sums[$0 + 1] }.mean
    // NaN where no order occurs in both: nothing matches then.
    guard precision + recall > 0 else { return 0 }
    return 5 * precision * recall / (4 * precision + recall)
  }
}
