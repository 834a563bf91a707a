/// Bare elements without a header, row-major, least significant byte first. The shape of the set is all there is
/// to check them against.
struct RawFile: TensorFile {
  let file: MappedFile
  let type: ElementType

  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    try reference.refuse(tensor: "a file without a header", in: file)
    try reference.refuse(row: "a file without a header", in: file)
    guard let size = type.bytes(of: try InputShape(shape, of: file).shape), size == file.data.count else {
      let each = type.size == 1 ? "1 byte" : "\(type.size) bytes"
      throw file.failure(
        "has \(file.data.count) bytes, which are not the elements of the input shape \(shape), \(each) each",
        next: "correct the file or the manifest's inputShape")
    }
    return try StoredArray(type: type, shape: shape, offset: 0).tensor(in: file, row: nil, shape: shape)
  }
}
