import NetWeightCore

/// Dense layers one after the other with a ReLU between them; the last one gives logits.
public struct MultilayerPerceptron: Sendable, Equatable {
  /// The layers in order, at least one; each takes as many inputs as the one before has outputs.
  public let layers: [DenseLayer]

  /// Joins layers.
  /// - Throws: ``ShapeMismatch`` when there is none, or when one does not fit the one before.
  public init(layers: [DenseLayer]) throws {
    guard !layers.isEmpty else {
      throw ShapeMismatch(what: "the list of layers", expected: [1], found: [0])
    }
    for (index, (before, after)) in zip(layers, layers.dropFirst()).enumerated()
    where before.outputs != after.inputs {
      throw ShapeMismatch(
        what: "the input of layer\(index + 2)", expected: [before.outputs], found: [after.inputs])
    }
    self.layers = layers
  }

  /// Makes a network to be trained: uniform weights with the variance 2/inputs that keeps signals of ReLU
  /// networks at one size (He et al. 2015), bias 0.
  /// - Parameters:
  ///   - widths: inputs, hidden layers, classes: `[64, 512, 512, 10]`.
  ///   - seed: the same seed gives the same weights.
  /// - Throws: ``ShapeMismatch`` for fewer than two widths, or a width under 1.
  public init(widths: [Int], seed: UInt64) throws {
    guard widths.count > 1, widths.allSatisfy({ $0 > 0 }) else {
      throw ShapeMismatch(what: "the list of layer widths", expected: [64, 10], found: widths)
    }
    var generator = SplitMix64(seed: seed)
    try self.init(
      layers: zip(widths, widths.dropFirst()).map { inputs, outputs in
        let limit = (6 / Double(inputs)).squareRoot()
        let weights = (0..<inputs * outputs).map { _ in Float(generator.uniform(in: -limit...limit)) }
        return try DenseLayer(
          inputs: inputs, outputs: outputs, weights: weights, bias: Array(repeating: 0, count: outputs))
      })
  }

  /// The lengths of input, hidden vectors and output.
  public var widths: [Int] { [layers[0].inputs] + layers.map(\.outputs) }
}
