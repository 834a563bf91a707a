import CKernels
import NetWeightCore

/// A layer in the memory layout of the kernels.
final class PackedLayer: Sendable {
  enum Weights {
    case fp32(AlignedBuffer<Float>)
    /// With a range, activations are quantized to it (static quantization), without one to that of each vector.
    case int8(
      AlignedBuffer<Int8>, scales: AlignedBuffer<Float>, sums: AlignedBuffer<Int32>,
      inputRange: ClosedRange<Float>?)
  }

  let inputs: Int
  let outputs: Int
  /// `inputs` with padding: the length of a row of weights and of the vector that goes in.
  let columns: Int
  let weights: Weights
  let bias: AlignedBuffer<Float>
  /// Whether negative results become 0: all layers but the last.
  let hasReLU: Bool

  init(inputs: Int, outputs: Int, weights: Weights, bias: AlignedBuffer<Float>, hasReLU: Bool) {
    self.inputs = inputs
    self.outputs = outputs
    columns = paddedColumns(inputs)
    self.weights = weights
    self.bias = bias
    self.hasReLU = hasReLU
  }

  /// An FP32 layer that is in memory already.
  convenience init(_ layer: DenseLayer, hasReLU: Bool) {
    self.init(
      inputs: layer.inputs, outputs: layer.outputs,
      weights: .fp32(AlignedBuffer(layer.weights, rows: layer.outputs, columns: paddedColumns(layer.inputs))),
      bias: AlignedBuffer(layer.bias, rows: 1, columns: paddedColumns(layer.outputs)), hasReLU: hasReLU)
  }

  var precision: NumericFormat {
    switch weights {
    case .fp32: .fp32
    case .int8: .int8
    }
  }

  /// The fixed range that activations are quantized to; nil for FP32 and for dynamic quantization.
  var inputRange: ClosedRange<Float>? {
    if case .int8(_, _, _, let range) = weights { range } else { nil }
  }

  /// The operator as placements name it.
  var operatorType: String {
    guard precision == .int8 else { return "Dense" }
    return inputRange == nil ? "DynamicQuantizeDense" : "StaticQuantizeDense"
  }

  /// Runs the layer.
  /// - Parameters:
  ///   - input: `columns` numbers, zeros after the first `inputs`.
  ///   - output: room for `outputs` numbers.
  ///   - quantized: room for `columns` bytes.
  /// - Returns: how many of the input's numbers were clipped to the fixed range; 0 when there is none.
  @discardableResult
  func run(
    on set: nw_instruction_set, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    quantized: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var clipped: UInt32 = 0
    switch weights {
    case .fp32(let matrix):
      nw_dense_f32(set, matrix.pointer, bias.pointer, input, output, outputs, columns, hasReLU)
    case .int8(let matrix, let scales, let sums, let range):
      let affine =
        if let range {
          nw_quantize_u7_static(
            set, input, quantized, columns, range.lowerBound, range.upperBound, &clipped)
        } else {
          nw_quantize_u7(set, input, quantized, columns)
        }
      nw_dense_u7s8(
        set, matrix.pointer, sums.pointer, scales.pointer, bias.pointer, quantized, affine, output, outputs,
        columns, hasReLU)
    }
    return Int(clipped)
  }
}
