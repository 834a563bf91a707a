public import Foundation
import NetWeightCore

/// One tensor on its way into a file.
struct NamedTensor {
  let name: String
  let type: ElementType
  let shape: [Int]
  let bytes: Data

  init(_ name: String, shape: [Int], _ elements: [Float]) {
    self.init(name: name, type: .float32, shape: shape, bytes: elements.withUnsafeBytes { Data($0) })
  }

  init(_ name: String, shape: [Int], _ elements: [Int8]) {
    self.init(name: name, type: .int8, shape: shape, bytes: elements.withUnsafeBytes { Data($0) })
  }

  private init(name: String, type: ElementType, shape: [Int], bytes: Data) {
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }
}

/// The bytes of a safetensors file. The same tensors give the same bytes: keys are sorted, nothing is dated.
func safetensors(_ tensors: [NamedTensor]) throws -> Data {
  var header: [String: SafetensorsEntry] = [:]
  var data = Data()
  for tensor in tensors {
    header[tensor.name] = SafetensorsEntry(
      dtype: tensor.type.rawValue, shape: tensor.shape,
      dataOffsets: [data.count, data.count + tensor.bytes.count])
    data += tensor.bytes
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  var json = try encoder.encode(header)
  // Spaces up to a cache line, which the format allows, so that readers may map the first tensor as it is.
  json += Data(repeating: UInt8(ascii: " "), count: 63 - (8 + json.count + 63) % 64)
  var length = UInt64(json.count).littleEndian
  return withUnsafeBytes(of: &length) { Data($0) } + json + data
}

extension MultilayerPerceptron {
  /// Writes FP32 weights as safetensors: `layer1.weight` `[outputs, inputs]`, `layer1.bias` `[outputs]`, and so
  /// on. The file is replaced as a whole or not at all.
  /// - Throws: the error of the file system.
  public func write(to url: URL) throws {
    try safetensors(
      layers.enumerated().flatMap { index, layer in
        [
          NamedTensor("layer\(index + 1).weight", shape: [layer.outputs, layer.inputs], layer.weights),
          NamedTensor("layer\(index + 1).bias", shape: [layer.outputs], layer.bias),
        ]
      }
    ).write(to: url, options: .atomic)
  }

  /// Quantizes each layer and writes safetensors: `layer1.weight` as I8, `layer1.scale` and `layer1.bias` as F32, and
  /// with ranges `layer1.input_range` as F32 `[2]`, lower and upper.
  /// - Parameter ranges: where activations are quantized to (static quantization); nil for the range of each vector
  ///   when the model runs (dynamic quantization).
  /// - Throws: ``NonFiniteWeight``; ``ShapeMismatch`` when there is not one range for each layer; or the error of the
  ///   file system.
  public func writeQuantized(to url: URL, calibratedOn ranges: ActivationRanges? = nil) throws {
    if let ranges, ranges.layers.count != layers.count {
      throw ShapeMismatch(
        what: "the list of activation ranges", expected: [layers.count], found: [ranges.layers.count])
    }
    try safetensors(
      layers.map(QuantizedDenseLayer.init).enumerated().flatMap { index, layer in
        let range = ranges.map { [$0.layers[index].lowerBound, $0.layers[index].upperBound] }
        return [
          NamedTensor("layer\(index + 1).weight", shape: [layer.outputs, layer.inputs], layer.weights),
          NamedTensor("layer\(index + 1).scale", shape: [layer.outputs], layer.scales),
          NamedTensor("layer\(index + 1).bias", shape: [layer.outputs], layer.bias),
        ] + (range.map { [NamedTensor("layer\(index + 1).input_range", shape: [2], $0)] } ?? [])
      }
    ).write(to: url, options: .atomic)
  }
}
