import Foundation

/// The types of elements that our files hold; others of the format are refused by name.
enum ElementType: String {
  case float32 = "F32"
  case int8 = "I8"

  var size: Int { self == .float32 ? 4 : 1 }
}

/// Where one tensor is in a safetensors file.
struct TensorEntry: Codable, Equatable {
  let dtype: String
  let shape: [Int]
  /// First byte and the byte after the last, counted from the end of the header.
  let dataOffsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case dataOffsets = "data_offsets"
  }
}

/// The table of contents of a safetensors file: an 8-byte little-endian length, that many bytes of JSON, data.
/// Format: github.com/huggingface/safetensors, "Format".
struct SafetensorsHeader: Decodable {
  var tensors: [String: TensorEntry] = [:]

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
      guard let entry = try? container.decode(TensorEntry.self, forKey: key) else {
        throw BadEntry(tensor: key.stringValue)
      }
      tensors[key.stringValue] = entry
    }
  }

  /// The tensors in the order of their data. Checks that they fill it without gaps or overlaps, as the format
  /// demands, so that no tensor can be read from bytes that are not its own.
  func checked(in url: URL, dataSize: Int) throws -> [String: TensorEntry] {
    var end = 0
    // By name where two claim the same bytes, so that the message is the same each time.
    let inOrder = tensors.sorted { a, b in
      a.value.dataOffsets == b.value.dataOffsets
        ? a.key < b.key : a.value.dataOffsets.lexicographicallyPrecedes(b.value.dataOffsets)
    }
    for (name, entry) in inOrder {
      func fail(_ problem: String) -> ModelFileError {
        ModelFileError(url, tensor: name, problem: problem, next: "export the model again")
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
      guard let type = ElementType(rawValue: entry.dtype) else {
        throw fail("holds \(entry.dtype), expected F32 or I8")
      }
      guard let bytes = Self.bytes(entry.shape, type), bytes == end - offsets[0] else {
        throw fail(
          "has \(end - offsets[0]) bytes, which is not its shape \(entry.shape) of \(entry.dtype)")
      }
    }
    guard end == dataSize else {
      throw ModelFileError(
        url, problem: "has \(dataSize - end) bytes after its last tensor", next: "export the model again")
    }
    return tensors
  }

  /// Nil when a length is negative or the product overflows.
  private static func bytes(_ shape: [Int], _ type: ElementType) -> Int? {
    shape.reduce(type.size) { product, length in
      guard let product, length >= 0 else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? nil : result
    }
  }
}
