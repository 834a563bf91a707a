/// A small seeded generator (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
///
/// The standard library's `shuffled(using:)` and `random(in:using:)` are not used with it: their way from bits
/// to values is not promised, and sets and models must come out the same with the next compiler.
public struct SplitMix64: Sendable {
  private var state: UInt64

  /// Starts a sequence; the same seed gives the same sequence on every machine.
  public init(seed: UInt64) { state = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of 0..<bound. `bound` is at least 1; its bias is under bound / 2^64.
  public mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number in the range, in steps of 2^-53 of its width.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) * 0x1p-53
  }

  /// About normal, mean 0, variance 1, within ±6: the sum of 12 uniform numbers less 6. Box and Muller's method
  /// takes logarithm and cosine, whose last bit depends on the system's library.
  public mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + uniform(in: 0...1) }
  }

  /// The elements in random order (Fisher and Yates).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for last in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(last, below(last + 1)) }
    return result
  }
}
