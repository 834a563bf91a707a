/// A list of yes and no, eight to the byte, written as hexadecimal digits of four each, the first in the highest bit,
/// with the count before it: `10:ff8`.
public struct BitString: Sendable, Hashable, Codable {
  private var bytes: [UInt8] = []
  /// How many there are.
  public private(set) var count = 0

  /// Packs a list.
  public init(_ bits: some Sequence<Bool> = []) { for bit in bits { append(bit) } }

  /// Adds one at the end.
  public mutating func append(_ bit: Bool) {
    if count % 8 == 0 { bytes.append(0) }
    if bit { bytes[count / 8] |= 0x80 >> (count % 8) }
    count += 1
  }

  /// The one at an index of 0..<count.
  public subscript(index: Int) -> Bool {
    precondition((0..<count).contains(index), "a bit beyond the end")
    return bytes[index / 8] & (0x80 >> (index % 8)) != 0
  }

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
    for index in 0..<count { append((digits[index / 4] ?? 0) >> (3 - index % 4) & 1 == 1) }
  }

  /// Writes the hexadecimal form.
  public func encode(to encoder: any Encoder) throws {
    let digits = (0..<(count + 3) / 4).map { place in
      String(bytes[place / 2] >> (place % 2 == 0 ? 4 : 0) & 0xF, radix: 16)
    }
    var container = encoder.singleValueContainer()
    try container.encode("\(count):\(digits.joined())")
  }
}
