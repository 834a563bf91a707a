/// How much higher a cost may be than it was: `.percent(5)` allows 1.05 times as much.
public struct Slowdown: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Percent more than before, 0 or over.
  public let percent: Double

  /// Percent more than before; 0 or over.
  public static func percent(_ value: Double) -> Slowdown { Slowdown(percent: value) }

  /// The largest quotient of now and before.
  public var ratio: Double { 1 + percent / 100 }

  /// Whether the number makes a limit at all: finite, 0 or over.
  public var isValid: Bool { percent.isFinite && percent >= 0 }

  /// `5 %`.
  public var description: String { "\(Format.short(percent)) %" }
}
