extension MultilayerPerceptron {
  /// Sets the weights with the least magnitudes of the whole network to 0, all at once and without training again
  /// (magnitude pruning: Han et al., Learning both Weights and Connections for Efficient Neural Networks, 2015; with
  /// one threshold for all layers, "global": Blalock et al., What is the State of Neural Network Pruning?, 2020).
  ///
  /// Shapes, bytes and speed stay as they are: only a sparse format and kernel would gain by it, and this package has
  /// none. ``prunedNeurons(share:)`` makes a network smaller.
  /// - Parameter share: the part of all weights to set to 0, 0…1, to the nearest whole weight; biases stay. Of equal
  ///   magnitudes the earlier ones go first. NaN counts as larger than all, so that it is not hidden.
  /// - Throws: ``ShapeMismatch`` never in practice: the shapes don't change.
  public func prunedWeights(share: Double) throws -> MultilayerPerceptron {
    let magnitudes = layers.flatMap { $0.weights.map { $0.isNaN ? .infinity : abs($0) } }
    let count = Int((Double(magnitudes.count) * min(max(share, 0), 1)).rounded())
    let order = magnitudes.indices.sorted { (magnitudes[$0], $0) < (magnitudes[$1], $1) }
    var isPruned = [Bool](repeating: false, count: magnitudes.count)
    for index in order.prefix(count) { isPruned[index] = true }
    var start = 0
    return try MultilayerPerceptron(
      layers: layers.map { layer in
        defer { start += layer.weights.count }
        return try DenseLayer(
          inputs: layer.inputs, outputs: layer.outputs,
          weights: zip(layer.weights, isPruned[start...]).map { $1 ? 0 : $0 }, bias: layer.bias)
      })
  }
}
