import CKernels
import NetWeightCore

/// A layer in the memory layout of the kernels.
final class PackedLayer: Sendable {
  enum Weights {
    case fp32(AlignedBuffer<Float>)
    case int8(AlignedBuffer<Int8>, scales: AlignedBuffer<Float>, sums: AlignedBuffer<Int32>)
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

  var precision: NumericFormat {
    switch weights {
    case .fp32: .fp32
    case .int8: .int8
    }
  }

  /// Runs the layer.
  /// - Parameters:
  ///   - input: `columns` numbers, zeros after the first `inputs`.
  ///   - output: room for `outputs` numbers.
  ///   - quantized: room for `columns` bytes.
  func run(
    on set: nw_instruction_set, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    quantized: UnsafeMutablePointer<UInt8>
  ) {
    switch weights {
    case .fp32(let matrix):
      nw_dense_f32(set, matrix.pointer, bias.pointer, input, output, outputs, columns, hasReLU)
    case .int8(let matrix, let scales, let sums):
      let range = nw_quantize_u7(set, input, quantized, columns)
      nw_dense_u7s8(
        set, matrix.pointer, sums.pointer, scales.pointer, bias.pointer, quantized, range, output, outputs,
        columns, hasReLU)
    }
  }
}
