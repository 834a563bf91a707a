import Foundation

extension QualityMetric {
  /// BLEU of a corpus, 0…1 and not 0…100: the geometric mean of the precisions of runs of one to four words, times a
  /// penalty for being shorter than the references. 0 where nothing matches.
  ///
  /// K. Papineni et al., "BLEU: a method for automatic evaluation of machine translation", ACL (2002), as M. Post, "A
  /// call for clarity in reporting BLEU scores", WMT (2018), has it in sacreBLEU: words by the 13a tokenizer, case kept,
  /// a missing run counting half of the one before it (`exp` smoothing), the reference of the closest length.
  /// - Parameter decode: the text of an output.
  public static func bleu(_ decode: @escaping @Sendable (Tensor) throws -> String) -> QualityMetric {
    QualityMetric("BLEU", scoring: BLEU(decode: decode))
  }
}

/// The number of words, that of the reference, and for each order the runs that match and those there are.
private struct BLEU: AdditiveScoring {
  static let orders = 1...4
  let decode: @Sendable (Tensor) throws -> String

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let references = try target.texts(for: "BLEU").map(Tokenizer13a.words)
    let words = Tokenizer13a.words(of: try decode(output))
    // Of two that are as close the shorter.
    let closest =
      references.map(\.count).min { (abs($0 - words.count), $0) < (abs($1 - words.count), $1) } ?? 0
    return [Double(words.count), Double(closest)]
      + Self.orders.flatMap { order in
        let ngrams = NGrams(words, order: order)
        let matches = ngrams.matches(in: references.map { NGrams($0, order: order) })
        return [Double(matches), Double(ngrams.total)]
      }
  }

  func value(of sums: [Double]) -> Double {
    guard sums.count == 2 + 2 * Self.orders.count else { return .nan }
    let (length, reference) = (sums[0], sums[1])
    let orders = Self.orders.map { (matches: sums[2 * $0], total: sums[2 * $0 + 1]) }
    guard orders.contains(where: { $0.matches > 0 }), orders.allSatisfy({ $0.total > 0 }) else { return 0 }
    var missing = 1.0
    let logPrecisions = orders.map { order in
      if order.matches > 0 { return log(order.matches / order.total) }
      missing /= 2
      return log(missing / order.total)
    }
    let penalty = length < reference ? 1 - reference / length : 0
    return exp(penalty + logPrecisions.mean)
  }
}
