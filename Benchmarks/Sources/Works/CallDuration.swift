/// How long one call of the reference is to take.
public struct CallDuration: Sendable, Hashable {
  /// In nanoseconds.
  public let nanoseconds: Double

  /// Reads `5us`, `200us`, `10ms`, `2s`.
  public init?(_ text: String) {
    let units: [(suffix: String, factor: Double)] = [("us", 1e3), ("ms", 1e6), ("s", 1e9)]
    guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
      let number = Double(text.dropLast(unit.suffix.count)), number > 0, number.isFinite
    else { return nil }
    nanoseconds = number * unit.factor
  }

  /// For tables: `200 µs`.
  public static func label(_ nanoseconds: Double) -> String {
    let (value, unit) =
      switch nanoseconds {
      case ..<999.5e3: (nanoseconds / 1e3, "µs")
      case ..<999.5e6: (nanoseconds / 1e6, "ms")
      default: (nanoseconds / 1e9, "s")
      }
    return value < 10 ? "\((value * 10).rounded() / 10) \(unit)" : "\(Int(value.rounded())) \(unit)"
  }
}
