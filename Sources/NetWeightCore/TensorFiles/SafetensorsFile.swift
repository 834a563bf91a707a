/// A `.safetensors` file with its table of contents.
struct SafetensorsFile: TensorFile {
  private let file: MappedFile
  private let header: SafetensorsHeader
  /// The first byte after the header.
  private let start: Int

  /// Reads the header.
  /// - Throws: ``TensorFileError`` naming the tensor that does not fit the file.
  init(_ file: MappedFile) throws {
    self.file = file
    let size = file.data.count
    do throws(SafetensorsProblem) {
      let length = try SafetensorsHeader.length(
        size >= 8 ? file.number(at: 0, bytes: 8) : nil, ofFileOf: size)
      start = 8 + length
      header = try SafetensorsHeader(file.data.dropFirst(8).prefix(length), dataSize: size - start)
    } catch {
      throw file.failure(
        (error.tensor.map { "tensor '\($0)' " } ?? "") + error.problem,
        next: "write it again with safetensors")
    }
  }

  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    guard let name = reference.tensor else {
      throw file.failure(
        "holds named tensors and the sample names none", next: "give the \"tensor\" of the sample\(examples)")
    }
    guard let entry = header.tensors[name] else {
      throw file.failure(
        "has no tensor '\(name)'",
        next: "correct \"tensor\"\(NearestNames.text(to: name, in: header.tensors.keys))")
    }
    guard let type = ElementType(rawValue: entry.dtype) else {
      let known = ElementType.allCases.map(\.rawValue).sorted().joined(separator: ", ")
      throw file.failure(
        "tensor '\(name)' holds \(entry.dtype), expected one of \(known)",
        next: "convert it to one of these types")
    }
    let array = StoredArray(
      name: "tensor '\(name)' ", type: type, shape: entry.shape, offset: start + entry.dataOffsets[0])
    return try array.tensor(in: file, row: reference.row, shape: shape)
  }

  private var examples: String { NearestNames.text(to: "", in: header.tensors.keys) }
}
