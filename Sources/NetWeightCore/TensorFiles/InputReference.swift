/// Where the input of a sample is stored, for sets that keep inputs in files of their own beside the lines:
/// `{"file": "inputs.npy", "row": 3}`.
///
/// Elements of any type become floats as they are: samples of images are 0…255, booleans 0 and 1. Of images the
/// alpha is ignored and neither gamma nor a colour profile applied. What is read must have the manifest's input
/// shape but for dimensions of 1, or be flat, or the input shape be flat.
public struct InputReference: Codable, Sendable, Hashable {
  /// The path of the file from the set's folder. Its ending says the format: `.npy`, `.safetensors`, `.png`, or
  /// `.u8` and `.f32` for bare elements in row-major order, the latter with the least significant byte first.
  public var file: String
  /// The name of the tensor; wanted for `.safetensors`, refused for the others, which hold one array each.
  public var tensor: String?
  /// The index along the outermost dimension, from 0, where one array holds the inputs of many samples; nil when
  /// the array is one input. For `.npy` and `.safetensors`.
  public var row: Int?
  /// SHA-256 of the file, hexadecimal and lower case, where the manifest does not list it.
  public var sha256: String?

  /// Names an input.
  public init(file: String, tensor: String? = nil, row: Int? = nil, sha256: String? = nil) {
    self.file = file
    self.tensor = tensor
    self.row = row
    self.sha256 = sha256
  }
}
