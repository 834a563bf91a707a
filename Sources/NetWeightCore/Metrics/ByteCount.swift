/// An amount of memory or of disk.
public struct ByteCount: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The number of bytes.
  public let bytes: Double

  /// So many bytes.
  public static func bytes(_ value: Int) -> ByteCount { ByteCount(bytes: Double(value)) }
  /// So many thousand bytes.
  public static func kilobytes(_ value: Double) -> ByteCount { ByteCount(bytes: value * 1e3) }
  /// So many million bytes.
  public static func megabytes(_ value: Double) -> ByteCount { ByteCount(bytes: value * 1e6) }

  /// Three significant digits with a unit.
  public var description: String { Format.bytes(bytes) }
}
