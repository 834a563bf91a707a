public import Foundation
import NetWeightCore

extension MultilayerPerceptron {
  /// Reads FP32 weights from safetensors, as ``write(to:)`` wrote them, to compress them further.
  /// - Throws: ``ModelFileError`` naming file and tensor, also when a layer has I8 weights: what quantization took
  ///   away does not come back.
  public init(readingFrom url: URL) throws {
    let layers = try ModelLoading(url).layers().enumerated().map { index, layer in
      guard case .fp32(let matrix) = layer.weights else {
        throw ModelFileError(
          url, tensor: "layer\(index + 1).weight", problem: "holds I8, expected F32",
          next: "read the model that it was quantized from")
      }
      return try DenseLayer(
        inputs: layer.inputs, outputs: layer.outputs,
        weights: (0..<layer.outputs).flatMap { row in
          matrix.elements[(row * layer.columns)..<(row * layer.columns + layer.inputs)]
        },
        bias: Array(layer.bias.elements.prefix(layer.outputs)))
    }
    try self.init(layers: layers)
  }
}
