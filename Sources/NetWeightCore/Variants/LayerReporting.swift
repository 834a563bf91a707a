/// A loaded variant that can show what each of its layers gives.
public protocol LayerOutputReporting: LoadedVariant {
  /// Runs the model on one input.
  /// - Returns: the outputs of all layers, the first layer's first; the last is that of the model. Variants of one model
  ///   give the same names to the same layers.
  /// - Throws: ``ShapeMismatch`` when the input does not fit the model.
  func layerOutputs(of input: Tensor) throws -> [(layer: String, output: Tensor)]
}

/// A loaded variant that can count activations which were clipped to the range that calibration gave them.
public protocol SaturationReporting: LoadedVariant {
  /// Runs the model on one input.
  /// - Returns: one entry for each layer whose activations have a fixed range, in the order in which they run; none when
  ///   ranges are those of the very input (dynamic quantization), which clips nothing.
  /// - Throws: ``ShapeMismatch`` when the input does not fit the model.
  func saturation(on input: Tensor) throws -> [LayerSaturation]
}

/// How many activations of one layer were clipped.
public struct LayerSaturation: Sendable, Hashable {
  /// The layer: `layer2`.
  public var layer: String
  /// How many values were beyond the range.
  public var clipped: Int
  /// How many values there were.
  public var count: Int

  /// Counts clipped values.
  public init(layer: String, clipped: Int, count: Int) {
    self.layer = layer
    self.clipped = clipped
    self.count = count
  }
}
