import ModelCompression
import NetWeightCore
import Testing

@Suite("Unstructured pruning")
struct UnstructuredPruningTests {
  private func weights(_ network: MultilayerPerceptron) -> [Float] { network.layers.flatMap(\.weights) }

  @Test("exactly the share of all weights becomes 0, the least ones", arguments: [0, 0.1, 0.29, 0.5, 0.8, 1])
  func share(share: Double) throws {
    let network = try MultilayerPerceptron(widths: [10, 20, 10], seed: 5)
    let (before, after) = (weights(network), weights(try network.prunedWeights(share: share)))
    let count = Int((share * 400).rounded())
    #expect(after.count { $0 == 0 } == count)
    let threshold = before.map(abs).sorted().prefix(count).last ?? -1
    #expect(after == before.map { abs($0) <= threshold ? 0 : $0 })
  }

  @Test("one threshold serves all layers, so that a layer of small weights loses more")
  func global() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 2, weights: [0.1, -0.2, 0.3, -0.4], bias: [0.01, 0.02]),
      DenseLayer(inputs: 2, outputs: 1, weights: [5, -0.25], bias: [0.03]),
    ])
    let pruned = try network.prunedWeights(share: 0.5)
    #expect(pruned.layers.map(\.weights) == [[0, 0, 0.3, -0.4], [5, 0]])
    #expect(pruned.layers.map(\.bias) == network.layers.map(\.bias))
  }

  @Test("of equal magnitudes the earlier ones go, so that the share stays exact")
  func ties() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 4, outputs: 1, weights: [1, -1, 1, -1], bias: [0])
    ])
    #expect(try weights(network.prunedWeights(share: 0.5)) == [0, 0, 1, -1])
  }

  @Test("a share beyond 0…1 is taken for its nearest end", arguments: [-1, 7])
  func limits(share: Double) throws {
    let network = try MultilayerPerceptron(widths: [3, 2], seed: 1)
    #expect(try weights(network.prunedWeights(share: share)).count { $0 == 0 } == (share < 0 ? 0 : 6))
  }

  @Test("NaN stays, so that a broken model is not hidden")
  func nan() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 3, outputs: 1, weights: [.nan, 2, 1], bias: [0])
    ])
    let pruned = try weights(network.prunedWeights(share: 0.67))
    #expect(pruned[0].isNaN && pruned[1] == 0 && pruned[2] == 0)
  }

  @Test("shapes stay, so the file is as large as before and runs on the same kernels")
  func shapes() async throws {
    let fp32 = try MultilayerPerceptron(readingFrom: model("fp32"))
    let pruned = try fp32.prunedWeights(share: 0.8)
    #expect(pruned.widths == fp32.widths)
    #expect(weights(pruned).count { $0 == 0 } == Int((0.8 * 300_032).rounded()))
    let input = try calibrationSamples()[0].input
    let answer = try await withTemporaryFile { url in
      try pruned.write(to: url)
      return try await load(url).predict(input).scalars
    }
    for (found, expected) in zip(answer, pruned.logits(input.scalars)) {
      #expect(abs(Double(found) - expected) < 1e-3)
    }
  }
}
