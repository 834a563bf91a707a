/// A part of a whole, with its unit said.
public struct Share: Sendable, Hashable, CustomStringConvertible {
  /// 0…1.
  public let fraction: Double

  /// So many hundredths, 0…100.
  public static func percent(_ value: Double) -> Share { Share(fraction: value / 100) }

  /// Whether a measured share is over it, by more than rounding: 7 of 1,000 are not over 0.7 %.
  func isExceeded(by share: Double) -> Bool { share > fraction + 1e-12 }

  /// Whether the number makes a share at all: finite, 0…100 %.
  public var isValid: Bool { fraction.isFinite && (0...1).contains(fraction) }

  /// `0.1 %`.
  public var description: String { "\(Format.short((fraction * 1e12).rounded() / 1e10)) %" }

  /// A measured share with as many digits as tell it from nothing.
  static func text(_ fraction: Double) -> String {
    let percent = fraction * 100
    return
      "\(percent == 0 || percent >= 1 ? Format.short((percent * 100).rounded() / 100) : Format.significant(percent, 2)) %"
  }
}
