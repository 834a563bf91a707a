import Foundation

/// Where the keys of a JSON text are, and where its syntax breaks.
///
/// `JSONDecoder` says neither on Linux: there its errors have no line and no word on what was wrong.
struct JSONOutline {
  /// The line of each value, counted from 1, by the keys and indices that lead to it.
  private(set) var lines: [[String]: Int] = [:]
  /// The line at which the text stops being JSON; nil when it is.
  private(set) var brokenLine: Int?
  /// Whether it stops being JSON since it ends.
  private(set) var endsEarly = false
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// Reads a text up to its end or its first mistake.
  init(_ data: Data) {
    bytes = Array(data)
    do {
      try value(at: [])
      skipSpace()
      if position < bytes.count { throw Broken() }
    } catch {
      endsEarly = position >= bytes.count
      brokenLine = endsEarly ? lastWrittenLine : line
    }
  }

  private struct Broken: Error {}

  private mutating func value(at path: [String]) throws {
    // `JSONDecoder` stops at the same depth; without a limit a hostile file would overflow the stack.
    guard path.count <= 512 else { throw Broken() }
    skipSpace()
    if lines[path] == nil { lines[path] = line }
    switch next {
    case UInt8(ascii: "{"): try list(until: "}") { try $0.member(of: path) }
    case UInt8(ascii: "["):
      var index = 0
      try list(until: "]") {
        try $0.value(at: path + ["\(index)"])
        index += 1
      }
    case UInt8(ascii: "\""): _ = try string()
    default: try word()
    }
  }

  private mutating func member(of path: [String]) throws {
    skipSpace()
    let start = line
    let key = try string()
    lines[path + [key]] = start
    skipSpace()
    try take(":")
    try value(at: path + [key])
  }

  /// Elements with commas between them; `JSONDecoder` lets one stand at the end too.
  private mutating func list(
    until end: Unicode.Scalar, _ element: (inout JSONOutline) throws -> Void
  ) throws {
    position += 1
    skipSpace()
    while next != UInt8(ascii: end) {
      try element(&self)
      skipSpace()
      if next == UInt8(ascii: end) { break }
      try take(",")
      skipSpace()
    }
    position += 1
  }

  private mutating func string() throws -> String {
    try take("\"")
    let start = position
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Broken() }
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    let text = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
    try take("\"")
    return text
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() throws {
    let start = position
    while let byte = next, byte.isWord { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    let isKnown = ["true", "false", "null"].contains(word)
    guard isKnown || word.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil else {
      throw Broken()
    }
  }

  /// A file that ends too early breaks in its last line, not in the empty ones behind it.
  private var lastWrittenLine: Int {
    let end = bytes.lastIndex { $0 > 0x20 } ?? 0
    return bytes[..<end].count { $0 == 0x0A } + 1
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) throws {
    guard next == UInt8(ascii: character) else { throw Broken() }
    position += 1
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }
}

extension UInt8 {
  fileprivate var isWord: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
