package import Foundation
import NetWeightCore
import SwiftProtobuf

/// A tensor of a model file. What it holds is looked at when it is asked for: models have gigabytes of it.
package struct ONNXTensor: Sendable {
  /// Where the elements are.
  enum Content: Sendable {
    /// As they lie in memory, little-endian: a part of the mapped file, or bytes that were read with a node.
    case bytes(Data)
    /// In the lists of numbers that the format has as well; the whole message, in the mapped file.
    case message(Data)
    /// The same, read already.
    case lists(WireTensor)
    /// In a file beside the model.
    case external(ONNXExternalRange, folder: URL?)
    /// So many texts of so many bytes in all; nothing asks for what they say.
    case texts(Int, bytes: Int)
  }

  package let name: String
  package let elementType: ONNXElementType
  /// The length of each dimension, outermost first; empty of a scalar.
  package let shape: [Int]
  /// The number of elements.
  package let count: Int
  let content: Content
  /// For messages.
  let file: String

  /// Checks the shape, and the size where it is known without reading.
  /// - Throws: ``ONNXModelFileError`` naming the tensor.
  init(name: String, type: Int, shape: [Int64], content: Content, file: String) throws(ONNXModelFileError) {
    self.name = name
    elementType = ONNXElementType(number: type)
    self.content = content
    self.file = file
    var lengths: [Int] = []
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(length))
      guard length >= 0, !overflow else {
        throw Self.failure(file, name, "has the shape \(shape), which no tensor can have")
      }
      lengths.append(Int(length))
      count = product
    }
    self.shape = lengths
    self.count = count
    if case .bytes(let data) = content { try check(data.count) }
    // What is reckoned from the count must not be beyond all bounds, whatever the file claims.
    if let most = content.mostElements, count > most {
      throw failure("has at most \(most) elements, and its shape \(self.shape) takes \(count)")
    }
  }

  /// Bytes that it takes in memory, packed; those in the file where its type has no size of its own.
  package var byteCount: Int {
    if let bytes = elementType.bytes(of: count) { return bytes }
    return switch content {
    case .bytes(let data), .message(let data): data.count
    case .texts(_, let bytes): bytes
    case .external(let range, _): range.length ?? 0
    case .lists: 0
    }
  }

  /// Whether it is in a file beside the model.
  package var isExternal: Bool { if case .external = content { true } else { false } }

  /// The elements as they lie in memory: little-endian, without padding, two of 4 bits in a byte, the first in its
  /// lower half. Bytes in a file are mapped and not copied.
  /// - Throws: ``ONNXModelFileError`` when there are more or fewer than the shape says, or when the file beside the
  ///   model is missing, too short or not where the model is.
  package func bytes() throws(ONNXModelFileError) -> Data {
    let data: Data
    switch content {
    case .bytes(let stored): return stored
    case .texts: return Data()
    case .lists(let lists): data = lists.packed(as: elementType)
    case .message(let message):
      do {
        data = try WireTensor(serializedBytes: message, options: ONNXModelFile.decoding).packed(
          as: elementType)
      } catch {
        throw failure("cannot be read: \(error)")
      }
    case .external(let range, let folder): return try range.bytes(of: self, in: folder)
    }
    try check(data.count)
    return data
  }

  /// All elements as floats; nil of a type that has none, such as text and the types of 8 bits and fewer that are
  /// no integers.
  /// - Throws: ``ONNXModelFileError``, as ``bytes()``.
  package func floats() throws(ONNXModelFileError) -> [Float]? {
    if [.int4, .uint4].contains(elementType) { return try nibbles().map(Float.init) }
    guard let stored = elementType.stored else { return nil }
    return try bytes().withUnsafeBytes { stored.floats(in: $0, bigEndian: false) }
  }

  /// Elements of 4 bits, each in a number of its own.
  private func nibbles() throws(ONNXModelFileError) -> [Int8] {
    let data = try bytes()
    return (0..<count).map { index in
      let byte = data[data.startIndex + index / 2]
      let half = index.isMultiple(of: 2) ? byte & 0xF : byte >> 4
      return elementType == .int4 && half > 7 ? Int8(half) - 16 : Int8(half)
    }
  }

  /// Checks the number of bytes against the shape.
  func check(_ bytes: Int) throws(ONNXModelFileError) {
    guard let expected = elementType.bytes(of: count) else {
      guard elementType.bits == nil, bytes >= count / 8 else {
        throw failure("has \(bytes) bytes, and its shape \(shape) takes more than any file has")
      }
      return
    }
    if expected == bytes { return }
    throw failure("has \(bytes) bytes, and its shape \(shape) of \(elementType) takes \(expected)")
  }

  func failure(_ problem: String) -> ONNXModelFileError { Self.failure(file, name, problem) }

  private static func failure(_ file: String, _ name: String, _ problem: String) -> ONNXModelFileError {
    ONNXModelFileError(file, "tensor '\(name)' \(problem)", next: "write the model again")
  }
}

extension ONNXTensor.Content {
  /// More elements than this are not stored, of whatever type: a byte holds at most eight, a number in a list four.
  fileprivate var mostElements: Int? {
    switch self {
    case .bytes(let data): 8 * data.count
    case .message(let data): 4 * data.count
    case .lists(let lists):
      4
        * (lists.floats.count + lists.doubles.count + lists.integers32.count + lists.integers64.count
          + lists.unsigned64.count)
    case .texts(let count, _): count
    // The file is looked at when it is asked for. Of a type whose size is not known, its length says how much is there.
    case .external(let range, _): range.length.map { $0 > Int.max / 8 ? Int.max : 8 * $0 }
    }
  }
}
