import CKernels

/// One layer with all that a training step needs: gradients, moments, and the vectors of a batch.
final class TrainingLayer {
  let inputs: Int
  let outputs: Int
  let columns: Int
  /// `outputs` with padding: the distance of two samples in `activations` and `deltas`.
  let width: Int
  private let hasReLU: Bool
  private let weights: Parameters
  private let bias: Parameters
  let activations: AlignedBuffer<Float>
  /// The derivative of the loss by the layer's sums.
  let deltas: AlignedBuffer<Float>

  init(_ layer: DenseLayer, hasReLU: Bool, batchSize: Int) {
    inputs = layer.inputs
    outputs = layer.outputs
    columns = paddedColumns(layer.inputs)
    width = paddedColumns(layer.outputs)
    self.hasReLU = hasReLU
    weights = Parameters(layer.weights, rows: outputs, columns: columns)
    bias = Parameters(layer.bias, rows: 1, columns: width)
    activations = AlignedBuffer(count: batchSize * width)
    deltas = AlignedBuffer(count: batchSize * width)
  }

  /// Runs the batch. Some rows at a time for all samples, so that these rows stay in the cache.
  func forward(_ input: UnsafePointer<Float>, count: Int, on set: nw_instruction_set) {
    for first in stride(from: 0, to: outputs, by: 32) {
      for sample in 0..<count {
        nw_dense_f32(
          set, weights.values.pointer + first * columns, bias.values.pointer + first,
          input + sample * columns, activations.pointer + sample * width + first, min(32, outputs - first),
          columns, hasReLU)
      }
    }
  }

  /// Adds up gradients from `deltas`, and the deltas of the layer before when there is one.
  func backward(
    _ input: UnsafePointer<Float>, inputDeltas: UnsafeMutablePointer<Float>?, count: Int,
    on set: nw_instruction_set
  ) {
    if hasReLU {
      for index in 0..<count * width where activations.pointer[index] <= 0 { deltas.pointer[index] = 0 }
    }
    inputDeltas?.update(repeating: 0, count: count * columns)
    for row in 0..<outputs {
      for sample in 0..<count {
        let delta = deltas.pointer[sample * width + row]
        // After a ReLU about half of them are 0.
        if delta == 0 { continue }
        bias.gradients.pointer[row] += delta
        nw_axpy_f32(
          set, delta, input + sample * columns, weights.gradients.pointer + row * columns, columns)
        if let inputDeltas {
          nw_axpy_f32(
            set, delta, weights.values.pointer + row * columns, inputDeltas + sample * columns, columns)
        }
      }
    }
  }

  func step(_ adam: nw_adam, on set: nw_instruction_set) {
    weights.step(adam, on: set)
    var withoutDecay = adam
    withoutDecay.decay = 0
    bias.step(withoutDecay, on: set)
  }

  /// The layer as it is now.
  func trained() throws -> DenseLayer {
    let rows = (0..<outputs).flatMap { row in
      UnsafeBufferPointer(start: weights.values.pointer + row * columns, count: inputs)
    }
    return try DenseLayer(
      inputs: inputs, outputs: outputs, weights: rows,
      bias: Array(bias.values.elements.prefix(outputs)))
  }
}

/// Numbers to be trained, with their gradients and Adam's two moments. Padding has no gradient and stays 0.
private final class Parameters {
  let values: AlignedBuffer<Float>
  let gradients: AlignedBuffer<Float>
  private let first: AlignedBuffer<Float>
  private let second: AlignedBuffer<Float>

  init(_ elements: [Float], rows: Int, columns: Int) {
    values = AlignedBuffer(elements, rows: rows, columns: columns)
    gradients = AlignedBuffer(count: values.count)
    first = AlignedBuffer(count: values.count)
    second = AlignedBuffer(count: values.count)
  }

  func step(_ adam: nw_adam, on set: nw_instruction_set) {
    nw_adam_step(set, adam, gradients.pointer, first.pointer, second.pointer, values.pointer, values.count)
    gradients.pointer.update(repeating: 0, count: gradients.count)
  }
}
