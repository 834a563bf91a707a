import CKernels
import Foundation
import NetWeightCore

/// Forward and backward through all layers for one batch.
final class TrainingPass {
  private let layers: [TrainingLayer]
  private let input: AlignedBuffer<Float>
  private let set = InstructionSet.fastest.kernel

  init(_ network: MultilayerPerceptron, batchSize: Int) {
    let last = network.layers.count - 1
    layers = network.layers.enumerated().map { index, layer in
      TrainingLayer(layer, hasReLU: index < last, batchSize: batchSize)
    }
    input = AlignedBuffer(count: batchSize * paddedColumns(network.layers[0].inputs))
  }

  /// One step. Returns the sum of the losses in nats.
  func run(_ batch: ArraySlice<TrainingExample>, adam: nw_adam) throws -> Double {
    try load(batch)
    for (index, layer) in layers.enumerated() {
      layer.forward(source(of: index), count: batch.count, on: set)
    }
    let loss = try softmaxCrossEntropy(batch)
    for (index, layer) in layers.enumerated().reversed() {
      let before = index > 0 ? layers[index - 1].deltas.pointer : nil
      layer.backward(source(of: index), inputDeltas: before, count: batch.count, on: set)
    }
    for layer in layers { layer.step(adam, on: set) }
    return loss
  }

  func trained() throws -> MultilayerPerceptron {
    try MultilayerPerceptron(layers: layers.map { try $0.trained() })
  }

  private func source(of index: Int) -> UnsafePointer<Float> {
    UnsafePointer(index == 0 ? input.pointer : layers[index - 1].activations.pointer)
  }

  private func load(_ batch: ArraySlice<TrainingExample>) throws {
    for (row, example) in batch.enumerated() {
      guard example.input.count == layers[0].inputs else {
        throw ShapeMismatch(
          what: "the input of a training example", expected: [layers[0].inputs], found: [example.input.count])
      }
      for (column, value) in example.input.enumerated() {
        input.pointer[row * layers[0].columns + column] = value
      }
    }
  }

  /// Loss, and its derivative by the logits: (softmax - target) / batch size.
  private func softmaxCrossEntropy(_ batch: ArraySlice<TrainingExample>) throws -> Double {
    let last = layers[layers.count - 1]
    var loss = 0.0
    for (row, example) in batch.enumerated() {
      guard example.target.count == last.outputs else {
        throw ShapeMismatch(
          what: "the target of a training example", expected: [last.outputs], found: [example.target.count])
      }
      let logits = UnsafeBufferPointer(
        start: last.activations.pointer + row * last.width, count: last.outputs)
      let probabilities = softmax(Array(logits))
      for (index, (probability, target)) in zip(probabilities, example.target).enumerated() {
        last.deltas.pointer[row * last.width + index] = (probability - target) / Float(batch.count)
        if target > 0 { loss -= Double(target) * log(max(Double(probability), 1e-30)) }
      }
    }
    return loss
  }
}

/// Logits to probabilities. The largest logit is taken off first, so that `exp` cannot overflow.
public func softmax(_ logits: [Float]) -> [Float] {
  let largest = logits.max() ?? 0
  let powers = logits.map { exp($0 - largest) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}
