package import Foundation

/// Where one tensor is in a safetensors file.
package struct SafetensorsEntry: Codable, Equatable, Sendable {
  /// The type of its elements; the format knows more than ``ElementType`` does.
  package let dtype: String
  /// The length of each dimension, outermost first.
  package let shape: [Int]
  /// First byte and the byte after the last, counted from the end of the header.
  package let dataOffsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case dataOffsets = "data_offsets"
  }

  /// Describes a tensor on its way into a file.
  package init(dtype: String, shape: [Int], dataOffsets: [Int]) {
    self.dtype = dtype
    self.shape = shape
    self.dataOffsets = dataOffsets
  }
}

/// What is wrong with a safetensors header, and with which tensor; those who read the file know its name.
package struct SafetensorsProblem: Error, Equatable {
  /// The tensor to blame, where it is one.
  package let tensor: String?
  /// What is wrong and what was expected.
  package let problem: String
}

/// The table of contents of a safetensors file: an 8-byte little-endian length, that many bytes of JSON, data.
/// Format: github.com/huggingface/safetensors, "Format".
package struct SafetensorsHeader: Sendable {
  /// The tensors by name.
  package let tensors: [String: SafetensorsEntry]

  /// The length of the JSON after the first 8 bytes.
  /// - Parameters:
  ///   - bytes: those 8; nil when the file has fewer or they cannot be read.
  ///   - size: the bytes of the whole file.
  package static func length(_ bytes: UInt64?, ofFileOf size: Int) throws(SafetensorsProblem) -> Int {
    guard size >= 8, let length = bytes else {
      throw SafetensorsProblem(
        tensor: nil, problem: "has \(max(0, size)) bytes, too few for a safetensors file")
    }
    // The format's own limit for a header, so that a damaged length cannot ask for all memory.
    guard length <= UInt64(size - 8), length <= 100_000_000 else {
      throw SafetensorsProblem(
        tensor: nil,
        problem: "announces a header of \(length) bytes and has \(size): truncated or no safetensors file")
    }
    return Int(length)
  }

  /// Reads the JSON and checks it.
  /// - Parameters:
  ///   - json: the header, without its length; nil when it cannot be read.
  ///   - dataSize: the bytes of the file after the header.
  ///   - types: the types that all tensors have to be of; nil for any that the format has or will have.
  package init(_ json: Data?, dataSize: Int, types: [ElementType]? = nil) throws(SafetensorsProblem) {
    do {
      tensors = try JSONDecoder().decode(Entries.self, from: json ?? Data()).tensors
    } catch let bad as Entries.BadEntry {
      throw SafetensorsProblem(
        tensor: bad.tensor, problem: "is not described by dtype, shape and data_offsets")
    } catch {
      throw SafetensorsProblem(tensor: nil, problem: "has a header that is not a JSON object of tensors")
    }
    try check(dataSize, types)
  }

  /// Checks that the tensors fill the data without gaps or overlaps, as the format demands, so that no tensor can
  /// be read from bytes that are not its own.
  private func check(_ dataSize: Int, _ types: [ElementType]?) throws(SafetensorsProblem) {
    var end = 0
    // By name where two claim the same bytes, so that the message is the same each time.
    let inOrder = tensors.sorted { a, b in
      a.value.dataOffsets == b.value.dataOffsets
        ? a.key < b.key : a.value.dataOffsets.lexicographicallyPrecedes(b.value.dataOffsets)
    }
    for (name, entry) in inOrder {
      func fail(_ problem: String) -> SafetensorsProblem {
        SafetensorsProblem(tensor: name, problem: problem)
      }
      let offsets = entry.dataOffsets
      guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0] else {
        throw fail("has the data offsets \(offsets), expected its first byte and the one after its last")
      }
      guard offsets[0] == end else {
        throw fail("starts at byte \(offsets[0]) of the data, expected \(end): a gap or an overlap")
      }
      end = offsets[1]
      guard end <= dataSize else {
        throw fail("ends at byte \(end) of the data, the file has \(dataSize): it is truncated")
      }
      let type = ElementType(rawValue: entry.dtype)
      if let types, !types.contains(where: { $0 == type }) {
        throw fail("holds \(entry.dtype), expected \(types.map(\.rawValue).joined(separator: " or "))")
      }
      if let type, type.bytes(of: entry.shape) != end - offsets[0] {
        throw fail(
          "has \(end - offsets[0]) bytes, which is not its shape \(entry.shape) of \(entry.dtype)")
      }
    }
    guard end == dataSize else {
      throw SafetensorsProblem(tensor: nil, problem: "has \(dataSize - end) bytes after its last tensor")
    }
  }
}

/// The JSON object of a header: tensors by name, and `__metadata__`, which says nothing of them.
private struct Entries: Decodable {
  var tensors: [String: SafetensorsEntry] = [:]

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The entry of one tensor is not as the format has it.
  struct BadEntry: Error { let tensor: String }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys where key.stringValue != "__metadata__" {
      guard let entry = try? container.decode(SafetensorsEntry.self, forKey: key) else {
        throw BadEntry(tensor: key.stringValue)
      }
      tensors[key.stringValue] = entry
    }
  }
}
