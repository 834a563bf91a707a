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

  /// Looks from 12 to 32,768 pairs: of ten not even all on one side would decide. The critical value of 3.22 keeps the
  /// chance of a false decision over all 24 looks at 1 % a side: for Brownian motion at these looks, integrated
  /// numerically, 3.214 does.
  ///
  /// Not the 13 looks to 512 pairs, whose 3.03 would decide a tenth sooner: a 99th percentile, or work that is bound by the
  /// memory which a machine shares with others, needs more than those, and would end undecided with budget left.
  public static let standard = SequentialBoundary(
    looks: [
      12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192,
      12_288, 16_384, 24_576, 32_768,
    ],
    criticalValue: 3.22)

  /// The look after so many pairs; nil when there is none left.
  public func nextLook(after pairs: Int) -> Int? { looks.first { $0 > pairs } }
}
