import Foundation

/// The fields of a message with bytes of their own (messages, text, bytes, packed lists), one after the other, without
/// looking into them.
///
/// The library has read the file before this is used, and knows what is in each message but not where: it would have
/// to copy the weights to hand them out.
struct MessageFields: Sequence, IteratorProtocol {
  /// The number of a field and the place of its bytes.
  struct Field {
    let number: Int
    let range: Range<Int>
  }

  private let data: Data
  private var position: Int
  private let end: Int
  /// Whether something was met that is no field; what came before it was one.
  private(set) var isMalformed = false

  /// The fields of a message that takes up a part of some data, counted from the data's start.
  init(of data: Data, in range: Range<Int>) {
    self.data = data
    position = range.lowerBound
    end = range.upperBound
  }

  /// The places of all fields of one number.
  static func ranges(of number: Int, in range: Range<Int>, of data: Data) -> [Range<Int>] {
    MessageFields(of: data, in: range).lazy.filter { $0.number == number }.map(\.range)
  }

  mutating func next() -> Field? {
    while !isMalformed, position < end {
      guard let tag = number(), let kind = Kind(rawValue: tag & 7) else { break }
      switch kind {
      case .varint: if number() == nil { isMalformed = true }
      case .eightBytes: skip(8)
      case .fourBytes: skip(4)
      case .bytes:
        guard let length = number(), let count = Int(exactly: length), count <= end - position else {
          isMalformed = true
          return nil
        }
        defer { position += count }
        return Field(number: Int(tag >> 3), range: position..<position + count)
      }
      if position >= end, !isMalformed { return nil }
    }
    if position < end { isMalformed = true }
    return nil
  }

  /// How a field is stored. Groups (3 and 4) are not in the format; a file with one has lists that do not fit and is
  /// refused.
  private enum Kind: UInt64 {
    case varint = 0
    case eightBytes = 1
    case bytes = 2
    case fourBytes = 5
  }

  private mutating func skip(_ count: Int) {
    guard count <= end - position else { return isMalformed = true }
    position += count
  }

  /// A number in groups of seven bits, lowest first; nil when it does not end.
  private mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, through: 63, by: 7) {
      guard position < end else { return nil }
      let byte = data[data.startIndex + position]
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
