/// A measured value with its unit, its interval and what it was measured on.
public struct Estimate: Sendable, Hashable, Codable {
  /// The unit in which `value` and `interval` are kept.
  public enum Unit: String, Sendable, Hashable, Codable {
    /// A share of samples, 0…1; printed in percent.
    case fraction
    /// A difference of two shares, −1…1; printed in points.
    case difference
    /// A quotient of two costs; printed as ×.
    case ratio
    /// A duration; printed in ns, µs, ms or s.
    case nanoseconds
    /// An amount of memory or of disk; printed in B, kB, MB or GB (powers of 1,000).
    case bytes
    /// A number in a unit of its own, such as a loss; printed as it is.
    case plain
  }

  /// Whose value it is: the name of a variant, or what a difference is called.
  public var name: String
  /// What was measured: `accuracy`, `p95`, `peak memory`.
  public var quantity: String
  /// The value, in `unit`.
  public var value: Double
  /// The interval around it; nil for a figure that is exact.
  public var interval: Interval?
  /// How many samples, calls or runs it rests on.
  public var n: Int
  /// The unit of value and interval.
  public var unit: Unit

  /// Describes one measured value.
  public init(
    _ name: String, _ quantity: String, value: Double, interval: Interval? = nil, n: Int, unit: Unit
  ) {
    self.name = name
    self.quantity = quantity
    self.value = value
    self.interval = interval
    self.n = n
    self.unit = unit
  }
}

extension Estimate: CustomStringConvertible {
  /// Value, interval and n: `98.25 % (96.42 % … 99.16 %), n = 400`.
  public var description: String {
    let ends = interval.map { " (\(unit.text($0.lower)) … \(unit.text($0.upper)))" } ?? ""
    return "\(unit.text(value))\(ends), n = \(n)"
  }
}

extension Estimate.Unit {
  /// The number with its unit.
  public func text(_ value: Double) -> String {
    switch self {
    case .fraction: "\(Format.fixed(value * 100, 2)) %"
    case .difference: "\(Format.fixed(value * 100, 2)) points"
    case .ratio: "\(Format.significant(value, 3))×"
    case .nanoseconds: Format.duration(nanoseconds: value)
    case .bytes: Format.bytes(value)
    case .plain: Format.significant(value, 4)
    }
  }
}
