/// A closed interval that is meant to hold the true value with some confidence.
public struct Interval: Sendable, Hashable, Codable {
  /// The lower end, in the unit of the estimate it belongs to.
  public var lower: Double
  /// The upper end, in the same unit.
  public var upper: Double

  /// Puts two ends together.
  public init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}
