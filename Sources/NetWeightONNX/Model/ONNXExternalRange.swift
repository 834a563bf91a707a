import Foundation
import NetWeightCore

/// A part of a file beside the model, in which a tensor's elements are.
struct ONNXExternalRange: Sendable {
  /// The file, from the model's folder.
  let file: String
  /// The first byte.
  let offset: Int
  /// How many bytes; nil for as many as the tensor's shape takes.
  let length: Int?

  /// Reads the format's list of names and values.
  /// - Returns: nil when the file is not named, or a number is none.
  init?(_ entries: [WireEntry]) {
    var values: [String: String] = [:]
    for entry in entries { values[entry.key] = entry.value }
    guard let file = values["location"], let offset = Int(values["offset"] ?? "0"), offset >= 0 else {
      return nil
    }
    let length = values["length"].map { Int($0) ?? -1 }
    guard length ?? 0 >= 0 else { return nil }
    self.file = file
    self.offset = offset
    self.length = length
  }

  /// The file that the bytes are in.
  /// - Parameter folder: the model's; nil of a model that was given as bytes.
  /// - Throws: ``ONNXModelFileError`` when there is none, or when it is not inside the folder.
  func url(for tensor: ONNXTensor, in folder: URL?) throws(ONNXModelFileError) -> URL {
    func refusal(_ problem: String, _ next: String) -> ONNXModelFileError {
      ONNXModelFileError(
        tensor.file, "tensor '\(tensor.name)' is in the file '\(file)', which \(problem)", next: next)
    }
    guard let folder else {
      throw refusal(
        "cannot be looked for: the model was given as bytes and has no folder", "load the model from its file"
      )
    }
    do throws(EnclosingFolder.Problem) {
      return try EnclosingFolder(folder).file(file)
    } catch {
      let inside = "keep the weights in the folder of the model, and save it with their name alone"
      switch error {
      case .noName: throw refusal("is no name that a file can have", "write the model again")
      case .absolute: throw refusal("is an absolute path", inside)
      case .leavesFolder: throw refusal("leaves the folder of the model", inside)
      case .linkLeavesFolder: throw refusal("is or passes a link that leaves the folder of the model", inside)
      case .missing: throw refusal("is not there", "put it beside the model")
      case .unreadable(let reason): throw refusal("cannot be read: \(reason)", "check its permissions")
      case .noFile: throw refusal("is no file but a folder or a device", inside)
      }
    }
  }

  /// The bytes, mapped.
  /// - Throws: ``ONNXModelFileError`` also when the file is too short, or the length is not the tensor's.
  func bytes(of tensor: ONNXTensor, in folder: URL?) throws(ONNXModelFileError) -> Data {
    let url = try url(for: tensor, in: folder)
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw ONNXModelFileError(
        url, "cannot be read: \(error.localizedDescription)", next: "check its permissions")
    }
    let expected = tensor.elementType.bytes(of: tensor.count)
    let end = (length ?? expected).map { offset.addingReportingOverflow($0) }
    guard let end, !end.overflow, end.partialValue <= data.count else {
      throw ONNXModelFileError(
        tensor.file,
        "tensor '\(tensor.name)' is in the bytes from \(offset) on of '\(file)', which has \(data.count) and should "
          + "have \((length ?? expected).map { "\($0) from there" } ?? "a length in the model")",
        next: "copy the file again; it was truncated, or belongs to another model")
    }
    let bytes = data[offset..<end.partialValue]
    try tensor.check(bytes.count)
    return bytes
  }
}
