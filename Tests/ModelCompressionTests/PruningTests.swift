import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Structured pruning")
struct PruningTests {
  /// A network in which every second neuron of each hidden layer is dead: no incoming weights, no bias.
  private func halfDead() throws -> MultilayerPerceptron {
    let network = try MultilayerPerceptron(widths: [5, 12, 8, 3], seed: 4)
    return try MultilayerPerceptron(
      layers: network.layers.enumerated().map { index, layer in
        guard index < 2 else { return layer }
        let weights = layer.weights.enumerated().map { ($0 / layer.inputs) % 2 == 0 ? $1 : 0 }
        let bias = (0..<layer.outputs).map { $0 % 2 == 0 ? Float($0) / 10 : 0 }
        return try DenseLayer(inputs: layer.inputs, outputs: layer.outputs, weights: weights, bias: bias)
      })
  }

  private let input: [Float] = [0.3, -0.1, 0.8, 0.5, -0.7]

  @Test("without its dead neurons a network is the same function")
  func functionPreserving() throws {
    let network = try halfDead()
    let pruned = try network.prunedNeurons(share: 0.5)
    #expect(pruned.widths == [5, 6, 4, 3])
    #expect(pruned.logits(input) == network.logits(input))
  }

  @Test("wired to the wrong columns it is another one")
  func misrewired() throws {
    let network = try halfDead()
    let first = try network.layers[0].keeping(rows: [0, 2, 4, 6, 8, 10], columns: Array(0..<5))
    let wrong = try network.layers[1].keeping(rows: Array(0..<8), columns: [0, 1, 2, 3, 4, 5])
    let broken = try MultilayerPerceptron(layers: [first, wrong, network.layers[2]])
    let difference = zip(broken.logits(input), network.logits(input)).map { abs($0 - $1) }.max()!
    #expect(difference > 0.01)
  }

  @Test("the neurons with the least L1 norm go, and their order stays")
  func leastNorm() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 4, weights: [1, 1, 0.1, 0.2, -3, 0, 0, 0.5], bias: [1, 2, 3, 4]),
      DenseLayer(inputs: 4, outputs: 1, weights: [10, 20, 30, 40], bias: [0]),
    ])
    let pruned = try network.prunedNeurons(share: 0.5)
    #expect(pruned.layers[0].weights == [1, 1, -3, 0])
    #expect(pruned.layers[0].bias == [1, 3])
    #expect(pruned.layers[1].weights == [10, 30])
  }

  @Test("inputs, classes and one neuron of each layer always stay", arguments: [0, 0.3, 1, 7, -1])
  func limits(share: Double) throws {
    let pruned = try MultilayerPerceptron(widths: [5, 12, 8, 3], seed: 4).prunedNeurons(share: share)
    #expect(pruned.widths.first == 5 && pruned.widths.last == 3)
    #expect(pruned.widths.allSatisfy { $0 >= 1 })
  }

  @Test("rows that a layer does not have are refused")
  func unknownRows() throws {
    let layer = try MultilayerPerceptron(widths: [5, 3], seed: 1).layers[0]
    #expect(throws: ShapeMismatch.self) { try layer.keeping(rows: [3], columns: [0]) }
    #expect(throws: ShapeMismatch.self) { try layer.keeping(rows: [-1], columns: [0]) }
    #expect(throws: ShapeMismatch.self) { try layer.keeping(rows: [], columns: [0]) }
  }
}
