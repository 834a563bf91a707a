import NetWeightCore

extension EmbeddedModel: LayerOutputReporting, SaturationReporting {
  /// The outputs after the activation function, `layer1` first; the last are the logits that ``predict(_:)`` gives.
  func layerOutputs(of input: Tensor) throws -> [(layer: String, output: Tensor)] {
    try checkShape(of: input)
    return withScratch(input) { vectors in
      layers.enumerated().map { index, layer in
        vectors.run(layer, on: set)
        return (layerName(index), Tensor(vector: vectors.copy(layer.outputs)))
      }
    }
  }

  func saturation(on input: Tensor) throws -> [LayerSaturation] {
    try checkShape(of: input)
    return withScratch(input) { vectors in
      layers.enumerated().compactMap { index, layer in
        let clipped = vectors.run(layer, on: set)
        guard layer.inputRange != nil else { return nil }
        return LayerSaturation(layer: layerName(index), clipped: clipped, count: layer.inputs)
      }
    }
  }
}
