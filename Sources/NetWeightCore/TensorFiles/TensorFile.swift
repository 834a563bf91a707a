/// An open file of tensors, its header read and checked.
protocol TensorFile: Sendable {
  /// The input of one sample.
  /// - Throws: ``TensorFileError``.
  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor
}

/// The formats, by the endings of their files.
enum TensorFileFormat: String, CaseIterable {
  case numPy = "npy"
  case safetensors
  case png
  case uint8 = "u8"
  case float32 = "f32"

  /// Opens a file in the format that its ending says.
  static func open(_ file: MappedFile, _ library: PNGLibrary?) throws -> any TensorFile {
    let ending = file.url.pathExtension
    guard let format = TensorFileFormat(rawValue: ending.lowercased()) else {
      let known = allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw file.failure(
        "\(ending.isEmpty ? "has no ending" : "ends in .\(ending)"), expected one of \(known)",
        next: "convert it to one of these formats")
    }
    return switch format {
    case .numPy: try NumPyFile(file)
    case .safetensors: try SafetensorsFile(file)
    case .png: try PNGFile(file, library)
    case .uint8: RawFile(file: file, type: .uint8)
    case .float32: RawFile(file: file, type: .float32)
    }
  }
}

extension InputReference {
  /// Refuses what a format has no use for, rather than to ignore it: who writes it expects something of it.
  func refuse(tensor format: String, in file: MappedFile) throws(TensorFileError) {
    guard tensor == nil else {
      throw file.failure(
        "\(format) has no named tensors, the sample asks for '\(tensor ?? "")'",
        next: "remove \"tensor\" from the sample")
    }
  }

  func refuse(row format: String, in file: MappedFile) throws(TensorFileError) {
    guard row == nil else {
      throw file.failure(
        "\(format) holds one input, the sample asks for row \(row ?? 0)",
        next: "remove \"row\" from the sample")
    }
  }
}
