/// How many times better a cost is to be: `.times(1.5)` is "at least 1.5 times lower".
public struct Factor: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Reference ÷ candidate; at least 1.
  public let value: Double

  /// Reference ÷ candidate is to be at least this; at least 1.
  public static func times(_ value: Double) -> Factor { Factor(value: value) }

  /// Whether the number makes a promise at all: finite and at least 1.
  public var isValid: Bool { value.isFinite && value >= 1 }

  /// `1.5×`.
  public var description: String { "\(Format.short(value))×" }
}
