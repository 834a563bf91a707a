/// A list of yes and no, written as hexadecimal digits of four each, the first in the highest bit, with the count
/// before it: `10:ff8`.
public struct BitString: Sendable, Hashable, Codable {
  /// The list.
  public let bits: [Bool]

  /// Wraps a list.
  public init(_ bits: [Bool]) { self.bits = bits }

  /// Reads the hexadecimal form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let digits = parts.count == 2 ? parts[1].map(\.hexDigitValue) : []
    guard parts.count == 2, let count = Int(parts[0]), count >= 0, !digits.contains(nil),
      digits.count == count / 4 + (count % 4 == 0 ? 0 : 1)
    else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected a count, a colon and one hexadecimal digit for four answers")
    }
    bits = (0..<count).map { (digits[$0 / 4] ?? 0) >> (3 - $0 % 4) & 1 == 1 }
  }

  /// Writes the hexadecimal form.
  public func encode(to encoder: any Encoder) throws {
    let digits = stride(from: 0, to: bits.count, by: 4).map { start in
      String((0..<4).reduce(0) { $0 << 1 | (start + $1 < bits.count && bits[start + $1] ? 1 : 0) }, radix: 16)
    }
    var container = encoder.singleValueContainer()
    try container.encode("\(bits.count):\(digits.joined())")
  }
}
