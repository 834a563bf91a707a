import NetWeightCore

/// A fully connected layer whose weights are 8-bit integers: `weight = scale · integer`, one scale for each
/// neuron (symmetric, per channel).
///
/// Activations are quantized when the layer runs: with the range of the very vector (dynamic quantization), so that
/// there is nothing to calibrate and an outlier in one input cannot harm another one, or with a range that was found
/// before (``ActivationRanges``; static quantization).
public struct QuantizedDenseLayer: Sendable, Equatable {
  /// How many numbers go in.
  public let inputs: Int
  /// How many neurons it has.
  public let outputs: Int
  /// Row-major, `[outputs][inputs]`, -127…127.
  public let weights: [Int8]
  /// One for each neuron, over 0.
  public let scales: [Float]
  /// One for each neuron, in FP32: its share of the bytes is small and its errors would add to every answer.
  public let bias: [Float]

  /// Quantizes a layer to the nearest integers. -128 is not used, so that the range is symmetric.
  /// - Throws: ``NonFiniteWeight`` when a weight is NaN or infinite.
  public init(_ layer: DenseLayer) throws { try self.init(layer, largest: 127) }

  /// Quantizes to the nearest integers -`limit`…`limit`, 1…127.
  init(_ layer: DenseLayer, largest limit: Int) throws {
    var weights: [Int8] = []
    var scales: [Float] = []
    weights.reserveCapacity(layer.weights.count)
    for neuron in 0..<layer.outputs {
      let row = layer.row(neuron)
      if let position = row.firstIndex(where: { !$0.isFinite }) {
        throw NonFiniteWeight(neuron: neuron, input: position - row.startIndex, value: row[position])
      }
      let largest = row.reduce(0) { max($0, abs($1)) }
      // A dead neuron has no range: any scale is right for zeros, and 0 would divide by zero. A range under the
      // smallest normal number is as good as none.
      let step = largest / Float(limit)
      let scale = step >= .leastNormalMagnitude ? step : 1
      scales.append(scale)
      weights += row.map {
        Int8(max(-Float(limit), min(Float(limit), ($0 / scale).rounded(.toNearestOrEven))))
      }
    }
    inputs = layer.inputs
    outputs = layer.outputs
    self.weights = weights
    self.scales = scales
    bias = layer.bias
  }

  /// The FP32 layer that the integers stand for; each weight is within half a scale of the original.
  /// - Throws: ``ShapeMismatch`` never in practice: the shapes were checked when the layer was made.
  public func dequantized() throws -> DenseLayer {
    let values = weights.enumerated().map { Float($1) * scales[$0 / inputs] }
    return try DenseLayer(inputs: inputs, outputs: outputs, weights: values, bias: bias)
  }
}

/// A weight cannot be quantized because it is no number.
public struct NonFiniteWeight: Error, Equatable, CustomStringConvertible {
  /// The row of the weight.
  public let neuron: Int
  /// The column of the weight.
  public let input: Int
  private let text: String

  init(neuron: Int, input: Int, value: Float) {
    self.neuron = neuron
    self.input = input
    text = "\(value)"
  }

  /// The message for people.
  public var description: String {
    "the weight of neuron \(neuron) for input \(input) is \(text), expected a finite number: "
      + "training diverged or the file is damaged; train again with a lower rate or restore the file"
  }
}
