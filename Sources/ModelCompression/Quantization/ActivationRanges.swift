public import NetWeightCore

/// Where the activations of each layer lie, as calibration found it: what static quantization spreads its 128 steps
/// over.
///
/// The inputs should be such as the model will see, a hundred or more, and none that it is judged on. What they lack is
/// clipped when it comes: ``SaturationReporting`` counts it.
public struct ActivationRanges: Sendable, Equatable {
  /// How a range is made of the values that were seen.
  public enum Method: Sendable, Hashable {
    /// From the least to the largest. Nothing that FP32 made of the calibration inputs is beyond it, though INT8 may
    /// bring a deeper layer a little further; one outlier makes all steps coarse.
    case minMax
    /// The given percent of the values, over 50 and up to 100, and the same number of values left out below as above
    /// (as in ONNX Runtime's calibrator; Wu et al., Integer Quantization for Deep Learning Inference, 2020, do it with
    /// magnitudes). Exact, not from a histogram, so it holds every activation in memory: 4 bytes each.
    case percentile(Double)
  }

  /// One for each layer's input, the first layer's first; each has 0 in it, and ends that are finite.
  public let layers: [ClosedRange<Float>]

  /// Takes ranges that are known from elsewhere, each widened to have 0 in it, so that zeros are exact.
  /// - Parameter layers: one for each layer's input, the first layer's first.
  /// - Throws: ``CalibrationError`` when an end is infinite.
  public init(layers: [ClosedRange<Float>]) throws {
    for (index, range) in layers.enumerated() {
      guard range.lowerBound.isFinite, range.upperBound.isFinite else {
        throw CalibrationError.infiniteRange(layer: index + 1, range)
      }
    }
    self.layers = layers.map { min(0, $0.lowerBound)...max(0, $0.upperBound) }
  }

  /// Runs a model in FP32 on calibration inputs.
  /// - Parameters:
  ///   - model: the model before it is quantized.
  ///   - inputs: of shape `[inputs]`, after preprocessing; at least one.
  ///   - method: how a range is made of the values.
  /// - Throws: ``CalibrationError`` when there is no input, when an input or what a layer makes of it is NaN or
  ///   infinite (it names the input by its index), or when a percentile is none; ``ShapeMismatch`` when an input does
  ///   not fit the model.
  public init(
    of model: MultilayerPerceptron, on inputs: some Sequence<Tensor>, by method: Method = .minMax
  ) throws {
    var observed = try model.layers.map { _ in try ObservedValues(method) }
    let runnable = EmbeddedModel(
      name: "calibration",
      layers: model.layers.enumerated().map { index, layer in
        PackedLayer(layer, hasReLU: index < model.layers.count - 1)
      }, instructionSet: .fastest)
    var count = 0
    for (index, input) in inputs.enumerated() {
      guard input.shape == runnable.inputShape else {
        throw ShapeMismatch(
          what: "calibration input \(index)", expected: runnable.inputShape, found: input.shape)
      }
      let vectors = [input] + (try runnable.layerOutputs(of: input).map(\.output))
      for (layer, vector) in vectors.enumerated() {
        if let position = vector.scalars.firstIndex(where: { !$0.isFinite }) {
          throw CalibrationError.notFinite(
            input: index, afterLayer: layer, position: position, value: vector.scalars[position])
        }
      }
      for layer in observed.indices { observed[layer].add(vectors[layer].scalars) }
      count += 1
    }
    guard count > 0 else { throw CalibrationError.noInputs }
    layers = observed.map(\.range)
  }
}

/// The values of one layer's input.
private struct ObservedValues {
  private let method: ActivationRanges.Method
  private var least: Float = 0
  private var largest: Float = 0
  private var all: [Float] = []

  init(_ method: ActivationRanges.Method) throws {
    if case .percentile(let percent) = method, !(percent > 50 && percent <= 100) {
      throw CalibrationError.unusablePercentile(percent)
    }
    self.method = method
  }

  mutating func add(_ values: [Float]) {
    switch method {
    case .minMax: for value in values { (least, largest) = (min(least, value), max(largest, value)) }
    case .percentile: all += values
    }
  }

  var range: ClosedRange<Float> {
    guard case .percentile(let percent) = method else { return least...largest }
    let sorted = all.sorted()
    // A hair more, because 100 - 99.9 is a little less than 0.1, and half of that of 2,000 values is one.
    let cut = Int(Double(sorted.count) * (100 - percent) / 200 + 1e-9)
    return min(0, sorted[cut])...max(0, sorted[sorted.count - 1 - cut])
  }
}
