import Foundation

/// How numbers are written for people: the same on every machine and in every locale.
public enum Format {
  private static let posix = Locale(identifier: "en_US_POSIX")

  /// A fixed number of digits after the point.
  public static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return text(notFinite: value) }
    let text = String(format: "%.\(digits)f", locale: posix, value)
    let isNegativeZero = text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) }
    return isNegativeZero ? String(text.dropFirst()) : text
  }

  /// The given number of significant digits, without an exponent.
  public static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return text(notFinite: value) }
    guard value != 0 else { return "0" }
    let magnitude = Int(log10(abs(value)).rounded(.down))
    let places = max(0, digits - 1 - magnitude)
    // 9.996 rounds up to 10.0, which has one digit more before the point and so one less after it.
    let roundsUp = abs(value) + 0.5 * pow(10, Double(-places)) >= pow(10, Double(magnitude + 1))
    return fixed(value, roundsUp ? max(0, places - 1) : places)
  }

  /// As few digits as say the number: `1`, `0.5`, `1.25`.
  public static func short(_ value: Double) -> String {
    guard value.isFinite else { return text(notFinite: value) }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  /// A probability with two significant digits, or that it is below one in ten thousand.
  public static func probability(_ value: Double) -> String {
    value < 0.0001 ? "< 0.0001" : "= \(significant(value, 2))"
  }

  /// A duration with three significant digits and the unit that fits.
  public static func duration(nanoseconds value: Double) -> String {
    scaled(value, units: ["ns", "µs", "ms", "s"])
  }

  /// An amount of memory with three significant digits, in powers of 1,000.
  public static func bytes(_ value: Double) -> String {
    scaled(value, units: ["B", "kB", "MB", "GB", "TB"])
  }

  /// Multiplications with addition a second, in powers of 1,000: `35.2 GMAC/s`.
  public static func rate(_ value: Double) -> String {
    scaled(value, units: ["MAC/s", "kMAC/s", "MMAC/s", "GMAC/s", "TMAC/s"])
  }

  private static func scaled(_ value: Double, units: [String]) -> String {
    guard value.isFinite else { return text(notFinite: value) }
    var scaled = value
    var unit = 0
    while abs(scaled) >= 999.5, unit < units.count - 1 {
      scaled /= 1000
      unit += 1
    }
    let number = unit == 0 && scaled == scaled.rounded() ? fixed(scaled, 0) : significant(scaled, 3)
    return "\(number) \(units[unit])"
  }

  private static func text(notFinite value: Double) -> String {
    value.isNaN ? "NaN" : value > 0 ? "∞" : "-∞"
  }
}
