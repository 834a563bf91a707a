/// A `.npy` file: `\x93NUMPY`, version, length of the header, a Python dictionary, the elements.
/// Format: numpy.org, "NEP 1" and `numpy.lib.format`.
struct NumPyFile: TensorFile {
  private let file: MappedFile
  private let array: StoredArray

  /// Reads the header.
  /// - Throws: ``TensorFileError`` when it is damaged, of Fortran order or of a type that is no number.
  init(_ file: MappedFile) throws {
    self.file = file
    try file.expect([0x93] + Array("NUMPY".utf8), "NumPy", next: Self.again)
    let size = file.data.count
    guard size >= 10 else { throw Self.failure(file, "has \(size) bytes and ends in its header") }
    let version = (major: file.number(at: 6, bytes: 1), minor: file.number(at: 7, bytes: 1))
    guard (1...3).contains(version.major), version.minor == 0 else {
      throw Self.failure(
        file, "has the format version \(version.major).\(version.minor), expected 1.0, 2.0 or 3.0")
    }
    let width = version.major == 1 ? 2 : 4
    guard size >= 8 + width else { throw Self.failure(file, "has \(size) bytes and ends in its header") }
    let length = Int(file.number(at: 8, bytes: width))
    let start = 8 + width + length
    guard start <= size else {
      throw Self.failure(file, "announces a header of \(length) bytes and has \(size): it is truncated")
    }
    let text = file.data.dropFirst(8 + width).prefix(length)
    do throws(NumPyHeader.Malformed) {
      array = try NumPyHeader(text).array(at: start)
    } catch {
      throw file.failure(error.problem, next: error.next ?? Self.again)
    }
    guard let bytes = array.type.bytes(of: array.shape) else {
      throw Self.failure(file, "has shape \(array.shape), which is more than any file holds")
    }
    guard bytes == size - start else {
      let reason = bytes > size - start ? "it is truncated" : "something follows"
      throw Self.failure(
        file, "has \(size - start) bytes of elements, its shape \(array.shape) takes \(bytes): \(reason)")
    }
  }

  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    try reference.refuse(tensor: "a NumPy file", in: file)
    return try array.tensor(in: file, row: reference.row, shape: shape)
  }

  private static let again = "write it again with numpy.save"

  private static func failure(_ file: MappedFile, _ problem: String) -> TensorFileError {
    file.failure(problem, next: again)
  }
}
