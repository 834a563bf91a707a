import Foundation
import NetWeightCore

/// The chance of counts, by the shares of samples that fail anew and that are gained.
struct FlipChance {
  let newFailure, gain: Double

  /// - Parameters:
  ///   - drop: the true one.
  ///   - churn: the share of samples that flip either way.
  init(drop: Double, churn: Double) {
    newFailure = (churn + drop) / 2
    gain = max(0, (churn - drop) / 2)
  }

  func of(_ counts: PairedCounts) -> Double {
    let rest = counts.samples - counts.newFailures - counts.gains
    guard rest >= 0 else { return 0 }
    let terms = [(counts.newFailures, newFailure), (counts.gains, gain), (rest, 1 - newFailure - gain)]
    let logarithm = terms.reduce(lgamma(Double(counts.samples) + 1)) { sum, term in
      let (count, share) = (Double(term.0), term.1)
      return sum - lgamma(count + 1) + (count == 0 ? 0 : count * log(share))
    }
    return exp(logarithm)
  }
}
