/// How far a figure may go, and which way is too far.
public struct Limit: Sendable, Hashable, Codable {
  /// Which values keep a promise.
  public enum Side: String, Sendable, Hashable, Codable {
    /// Those up to the limit.
    case atMost = "at-most"
    /// Those from the limit on.
    case atLeast = "at-least"
  }

  /// Which values keep the promise.
  public var side: Side
  /// The last value that keeps it, in the unit of the figure.
  public var value: Double

  /// The figure may be this and lower.
  public static func atMost(_ value: Double) -> Limit { Limit(side: .atMost, value: value) }

  /// The figure may be this and higher.
  public static func atLeast(_ value: Double) -> Limit { Limit(side: .atLeast, value: value) }
}
