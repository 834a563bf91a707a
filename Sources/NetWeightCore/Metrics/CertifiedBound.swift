/// The upper bound of a drop that certifies a margin: Tango's, made to hold its level in small sets too.
///
/// Tango's bound alone certifies a drop of exactly the margin in up to 6.8 % of sets instead of 5 %: the worst is the
/// smallest set that zero flips certify, of 268 samples for 1 point, which a share of flips of 1 % leaves without one in
/// 6.8 % of cases. Two additions take that away; over sets of 60 to 3,000 samples, margins of 0.5 to 5 points and
/// 0.5 to 50 % of flips, counted out exactly, the share is then at most 5.0 % (`quality-judgment` in Benchmarks). They
/// cost no power where there are more than a few flips.
enum CertifiedBound {
  /// Part of a sample, for that counts are whole and the normal distribution is not. Half a sample, as Yates has it, is
  /// more than the level needs.
  private static let continuity = 0.125

  /// The bound.
  /// - Parameter confidence: one-sided, 0…1.
  /// - Returns: −1…1.
  static func upper(_ counts: PairedCounts, confidence: Double) -> Double {
    let samples = Double(counts.samples) / counts.designEffect
    guard samples > 0 else { return 1 }
    let net = Double(counts.netFailures) / counts.designEffect
    let tango = min(1, TangoScore(counts).upperBound(confidence: confidence) + continuity / samples)
    // The net failures alone, as if no sample had been gained: nothing is surer than that.
    let alone = BinomialBound.chance(ofAtMost: max(0, net), samples: samples, share: tango)
    guard alone > 1 - confidence else { return tango }
    return BinomialBound.upper(successes: max(0, net), samples: samples, confidence: confidence)
  }
}
