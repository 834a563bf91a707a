extension QualityMetric {
  /// The word error rate of a corpus: the words that would have to be substituted, deleted or inserted for each word of
  /// the reference. 0 or more, over 1 where much is inserted, lower is better; NaN where references have no words.
  ///
  /// V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals", Soviet Physics Doklady
  /// 10 (1966), over words as in jiwer: parted by blanks, case and punctuation kept. One reference a sample.
  /// - Parameter decode: the text of an output.
  public static func wordErrorRate(
    _ decode: @escaping @Sendable (Tensor) throws -> String
  ) -> QualityMetric {
    errorRate("word error rate", decode) { text in
      // A tab or a line break alone parts no words; among other white space it does. This is jiwer's rule.
      text.blanksForRunsOfSpace.trimmed.split(separator: " ").map(CodePoints.init)
    }
  }

  /// The character error rate of a corpus: the characters that would have to be substituted, deleted or inserted for each
  /// character of the reference. 0 or more, over 1 where much is inserted, lower is better; NaN where references are
  /// empty.
  ///
  /// As ``wordErrorRate(_:)``, over Unicode code points, white space inside of the text included.
  /// - Parameter decode: the text of an output.
  public static func characterErrorRate(
    _ decode: @escaping @Sendable (Tensor) throws -> String
  ) -> QualityMetric {
    errorRate("character error rate", decode) { CodePoints($0.trimmed) }
  }

  private static func errorRate<Unit: Equatable & Sendable>(
    _ name: String, _ decode: @escaping @Sendable (Tensor) throws -> String,
    units: @escaping @Sendable (CodePoints) -> [Unit]
  ) -> QualityMetric {
    QualityMetric(
      name, isBetterHigher: false,
      scoring: RatioScoring { output, target in
        let references = try target.texts(for: name)
        guard references.count == 1 else {
          throw TargetMismatch(
            metric: name, problem: "the sample has \(references.count) reference texts, expected one")
        }
        let reference = units(CodePoints(references[0].unicodeScalars))
        let answer = units(CodePoints(try decode(output).unicodeScalars))
        return (Double(EditDistance.between(reference, answer)), Double(reference.count))
      })
  }
}

extension CodePoints {
  /// One blank in place of two or more of any white space.
  fileprivate var blanksForRunsOfSpace: CodePoints {
    var result: CodePoints = []
    var run = 0
    for scalar in self {
      run = scalar.isSeparator ? run + 1 : 0
      if run < 2 { result.append(scalar) } else { result[result.count - 1] = " " }
    }
    return result
  }
}
