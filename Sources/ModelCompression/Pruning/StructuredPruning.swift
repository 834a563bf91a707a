import NetWeightCore

extension MultilayerPerceptron {
  /// Removes whole hidden neurons, those with the least sum of absolute incoming weights (L1 norm; Li et al.,
  /// Pruning filters for efficient ConvNets, 2017), and with each its column in the next layer. What remains is
  /// a smaller dense network, which every kernel runs faster; scattered zeros would need a sparse kernel.
  /// - Parameter share: the part of each hidden layer to remove, 0..<1. At least one neuron stays.
  /// - Throws: ``ShapeMismatch`` never in practice: kept rows and columns fit each other.
  public func prunedNeurons(share: Double) throws -> MultilayerPerceptron {
    var kept = layers.dropLast().map { layer in
      let count = max(1, layer.outputs - Int(Double(layer.outputs) * min(max(share, 0), 1)))
      return layer.neuronsByNorm.prefix(count).sorted()
    }
    kept.append(Array(0..<layers[layers.count - 1].outputs))
    var columns = Array(0..<layers[0].inputs)
    return try MultilayerPerceptron(
      layers: zip(layers, kept).map { layer, rows in
        defer { columns = rows }
        return try layer.keeping(rows: rows, columns: columns)
      })
  }
}

extension DenseLayer {
  /// The neurons, largest L1 norm of incoming weights first; equal ones in their order.
  public var neuronsByNorm: [Int] {
    let norms = (0..<outputs).map { neuron in row(neuron).reduce(0.0) { $0 + Double(abs($1)) } }
    return (0..<outputs).sorted { (norms[$0], $1) > (norms[$1], $0) }
  }

  /// The layer of these neurons, which sees only these inputs. Rows and columns are indices in rising order.
  /// - Throws: ``ShapeMismatch`` when a list is empty or has an index that the layer does not have.
  public func keeping(rows: [Int], columns: [Int]) throws -> DenseLayer {
    guard rows.allSatisfy((0..<outputs).contains), columns.allSatisfy((0..<inputs).contains) else {
      throw ShapeMismatch(
        what: "the rows and columns to keep", expected: [outputs, inputs],
        found: [(rows.max() ?? 0) + 1, (columns.max() ?? 0) + 1])
    }
    return try DenseLayer(
      inputs: columns.count, outputs: rows.count,
      weights: rows.flatMap { row in columns.map { weights[row * inputs + $0] } },
      bias: rows.map { bias[$0] })
  }
}
