import Foundation

/// The dictionary of a `.npy` file: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`. Only what
/// NumPy writes is read, which is far less than Python: three keys in any order, a string, a truth value and a
/// tuple of numbers.
struct NumPyHeader {
  /// Why a header cannot be used; `next` where writing the same again would not help.
  struct Malformed: Error {
    let problem: String
    var next: String?
  }

  private var description: String?
  private var isFortranOrder: Bool?
  private var shape: [Int]?
  private var rest: Data

  init(_ text: Data) throws(Malformed) {
    rest = text
    try take("{")
    while !skip("}") {
      let key = try string()
      try take(":")
      switch key {
      case "descr" where description == nil: description = try elementDescription()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try truth()
      case "shape" where shape == nil: shape = try tuple()
      default: throw unreadable
      }
      if !skip(",") {
        try take("}")
        break
      }
    }
    skipSpace()
    guard rest.isEmpty else { throw unreadable }
  }

  /// The array that the header speaks of.
  func array(at offset: Int) throws(Malformed) -> StoredArray {
    guard let description, let isFortranOrder, let shape else { throw unreadable }
    guard let type = Self.types[String(description.dropFirst())], "<>|".contains(description.prefix(1)),
      description.hasPrefix("|") == (type.size == 1)
    else {
      throw Malformed(
        problem: "holds elements of the type '\(description)', expected f2, f4, f8, i1…i8, u1…u8 or b1",
        next: "convert it with numpy.ndarray.astype")
    }
    guard !isFortranOrder else {
      throw Malformed(
        problem: "is in Fortran order, first index fastest, and inputs are read last index fastest",
        next: "write it again with numpy.save(…, numpy.ascontiguousarray(…))")
    }
    return StoredArray(
      type: type, bigEndian: description.hasPrefix(">"), shape: shape, offset: offset)
  }

  private static let types: [String: ElementType] = [
    "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16,
    "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
  ]

  private var unreadable: Malformed {
    Malformed(problem: "has a header that is not NumPy's dictionary of descr, fortran_order and shape")
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x0A } }

  /// Whether the character was next, and is now taken.
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) throws(Malformed) {
    guard skip(character) else { throw unreadable }
  }

  /// Printable ASCII in single quotes; none of NumPy's own strings has a quote or a backslash in it.
  private mutating func string() throws(Malformed) -> String {
    try take("'")
    let text = rest.prefix {
      (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\")
    }
    rest = rest.dropFirst(text.count)
    guard rest.first == UInt8(ascii: "'") else { throw unreadable }
    rest = rest.dropFirst()
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func elementDescription() throws(Malformed) -> String {
    guard !skip("[") else {
      throw Malformed(
        problem: "holds records with named fields, expected plain numbers", next: "save the field's own array"
      )
    }
    return try string()
  }

  private mutating func truth() throws(Malformed) -> Bool {
    skipSpace()
    for (word, value) in [("False", false), ("True", true)] where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      return value
    }
    throw unreadable
  }

  /// `()`, `(3,)` or `(3, 4)`: one length alone has its comma, since without it Python sees no tuple.
  private mutating func tuple() throws(Malformed) -> [Int] {
    try take("(")
    var lengths: [Int] = []
    while !skip(")") {
      skipSpace()
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let length = Int(String(decoding: digits, as: UTF8.self)) else { throw unreadable }
      rest = rest.dropFirst(digits.count)
      lengths.append(length)
      if !skip(",") {
        guard lengths.count > 1 else { throw unreadable }
        try take(")")
        break
      }
    }
    return lengths
  }
}
