import Foundation

/// The bytes of one file of a set. They are mapped, so that a file larger than memory can be read and what was
/// read of it can be dropped again; a file that shrinks meanwhile ends the process, as with every mapping.
///
/// Inputs are read apart: pages of a mapping count as memory of the process once they were touched, so that an array
/// with the inputs of a million samples would count as a whole.
struct MappedFile: Sendable {
  let url: URL
  let data: Data
  /// For reads that leave no pages behind; nil of bytes in memory.
  private let open: OpenFile?

  /// - Throws: ``TensorFileError`` when it cannot be read, or is the stand-in that Git LFS leaves.
  init(_ url: URL) throws(TensorFileError) {
    do {
      data = try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw TensorFileError(
        url, problem: "cannot be read: \(error.localizedDescription)",
        next: "check the permissions of the set's folder")
    }
    self.url = url
    open = OpenFile(url)
    guard !data.starts(with: Data("version https://git-lfs.".utf8)) else {
      throw failure("is a pointer of Git LFS and not yet the file", next: "git lfs pull")
    }
  }

  /// Takes bytes for those of a file.
  init(_ url: URL, data: Data) {
    self.url = url
    self.data = data
    open = nil
  }

  /// Reads some bytes; the caller has seen that the file has them.
  /// - Throws: ``TensorFileError`` when it has them no more, and what the closure throws.
  func withBytes<Result>(
    at offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    guard let open else {
      return try data.withUnsafeBytes {
        try body(UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
      }
    }
    return try withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { bytes in
      guard open.read(into: bytes, at: offset) else {
        throw failure(
          "ended or could not be read on while it was in use", next: "do not change the files of a set in use"
        )
      }
      return try body(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Checks the first bytes of a format.
  /// - Throws: ``TensorFileError`` that shows what is there instead.
  func expect(_ signature: [UInt8], _ format: String, next: String) throws(TensorFileError) {
    guard !data.starts(with: signature) else { return }
    let start = data.prefix(signature.count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    throw failure(
      data.isEmpty
        ? "is empty" : "is no \(format) file: it begins with the bytes \(start.joined(separator: " "))",
      next: next)
  }

  /// An unsigned number of up to 8 bytes; the caller has seen that they are there.
  func number(at offset: Int, bytes: Int, bigEndian: Bool = false) -> UInt64 {
    let part = data[data.startIndex + offset..<data.startIndex + offset + bytes]
    return bigEndian
      ? part.reduce(0) { $0 << 8 | UInt64($1) } : part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  func failure(_ problem: String, next: String) -> TensorFileError {
    TensorFileError(url, problem: problem, next: next)
  }
}
