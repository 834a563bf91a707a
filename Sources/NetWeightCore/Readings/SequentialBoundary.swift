/// When to look at the pairs measured so far, and how sure to be at each look.
public struct SequentialBoundary: Sendable, Hashable {
  /// The numbers of pairs at which to look, rising.
  public let looks: [Int]
  /// The statistic beyond which a look decides.
  public let criticalValue: Double

  package init(looks: [Int], criticalValue: Double) {
    self.looks = looks
    self.criticalValue = criticalValue
  }

  /// Looks from 8 to 8,192 pairs. The critical value of 3.18 keeps the chance of a false decision over all 21 looks at
  /// 1 % a side: for Brownian motion at these looks, integrated numerically, 3.176 does.
  ///
  /// Not the 13 looks to 512 pairs, whose 3.03 would decide a tenth sooner: a 99th percentile, or work that is bound by the
  /// memory which a machine shares with others, needs more than those, and would end undecided with budget left.
  public static let standard = SequentialBoundary(
    looks: [
      8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192,
    ],
    criticalValue: 3.18)

  /// The look after so many pairs; nil when there is none left.
  public func nextLook(after pairs: Int) -> Int? { looks.first { $0 > pairs } }
}
