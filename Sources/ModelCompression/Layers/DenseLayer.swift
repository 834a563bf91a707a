import NetWeightCore

/// A fully connected layer in FP32: `output = weights · input + bias`.
public struct DenseLayer: Sendable, Equatable {
  /// How many numbers go in, at least 1.
  public let inputs: Int
  /// How many neurons it has, which is how many numbers come out, at least 1.
  public let outputs: Int
  /// Row-major, `[outputs][inputs]`: one row for each neuron.
  public let weights: [Float]
  /// One for each neuron.
  public let bias: [Float]

  /// Makes a layer of given weights.
  /// - Throws: ``ShapeMismatch`` when weights or bias don't have the announced number of elements.
  public init(inputs: Int, outputs: Int, weights: [Float], bias: [Float]) throws {
    guard inputs > 0, outputs > 0, weights.count == inputs * outputs else {
      throw ShapeMismatch(
        what: "the weights of a dense layer", expected: [outputs, inputs], found: [weights.count])
    }
    guard bias.count == outputs else {
      throw ShapeMismatch(what: "the bias of a dense layer", expected: [outputs], found: [bias.count])
    }
    self.inputs = inputs
    self.outputs = outputs
    self.weights = weights
    self.bias = bias
  }

  /// The weights of one neuron, `inputs` of them.
  public func row(_ neuron: Int) -> ArraySlice<Float> {
    weights[neuron * inputs..<(neuron + 1) * inputs]
  }
}
