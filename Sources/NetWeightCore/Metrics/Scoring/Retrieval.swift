import Foundation

extension QualityMetric {
  /// The mean over queries of the share of their relevant documents that are among the `k` highest scores, 0…1. A
  /// document of a relevance over 0 is relevant; of equal scores the first is higher.
  ///
  /// A query without any relevant document has no such share and is left out; NaN where every query is. C. D. Manning,
  /// P. Raghavan and H. Schütze, Introduction to Information Retrieval (2008), chapter 8.
  /// - Parameter k: 1 or more; with 0 nothing is found.
  public static func recall(at k: Int) -> QualityMetric {
    let name = "recall@\(k)"
    return QualityMetric(
      name,
      scoring: RatioScoring { output, target in
        let relevances = try target.relevances(of: output, for: name)
        let scores = try output.finiteScalars(for: name)
        let relevant = relevances.count { $0 > 0 }
        guard relevant > 0 else { return (0, 0) }
        let found = ranked(scores).prefix(max(0, k)).count { relevances[$0] > 0 }
        return (Double(found) / Double(relevant), 1)
      })
  }

  /// The normalized discounted cumulative gain, 0…1: the mean over queries of what the relevances of the `k` highest
  /// scores add up to, a rank's divided by log₂(rank + 1), over the most that any order could give. Equal scores share
  /// the mean of their relevances; a query without any relevant document counts 0.
  ///
  /// K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 20 (2002), 422–446, with
  /// ties as in F. McSherry and M. Najork, ECIR (2008): scikit-learn's `ndcg_score`.
  /// - Parameter k: 1 or more; with 0 nothing is gained.
  public static func nDCG(at k: Int) -> QualityMetric {
    let name = "nDCG@\(k)"
    return QualityMetric(
      name,
      scoring: RatioScoring { output, target in
        let relevances = try target.relevances(of: output, for: name)
        let gain = discountedGain(of: relevances, rankedBy: try output.finiteScalars(for: name), k)
        let most = discountedGain(of: relevances, rankedBy: relevances, k)
        return (most > 0 ? gain / most : 0, 1)
      })
  }

  /// The documents from the highest score down, equal ones in their order, since sorting is stable.
  private static func ranked(_ scores: [Float]) -> [Int] { scores.indices.sorted { scores[$0] > scores[$1] } }

  private static func discountedGain(of relevances: [Float], rankedBy scores: [Float], _ k: Int) -> Double {
    let order = ranked(scores)
    var gain = 0.0
    var rank = 0
    while rank < min(k, order.count) {
      let tied = order[rank...].prefix { scores[$0] == scores[order[rank]] }
      let relevance = tied.reduce(0) { $0 + Double(relevances[$1]) } / Double(tied.count)
      let discount = tied.indices.prefix { $0 < k }.reduce(0) { $0 + 1 / log2(Double($1) + 2) }
      gain += relevance * discount
      rank = tied.endIndex
    }
    return gain
  }
}
