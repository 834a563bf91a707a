import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Training")
struct TrainingTests {
  /// Exclusive or: no linear model can learn it.
  private let xor = [(0, 0), (0, 1), (1, 0), (1, 1)].map { a, b in
    TrainingExample(input: [Float(a), Float(b)], target: a == b ? [1, 0] : [0, 1])
  }

  private func trained(seed: UInt64, epochs: Int = 200) throws -> MultilayerPerceptron {
    try AdamTrainer(epochs: epochs, batchSize: 4, learningRate: 0.02, weightDecay: 0, seed: seed).train(
      MultilayerPerceptron(widths: [2, 16, 2], seed: 1), examples: { _, _ in xor })
  }

  @Test("it learns what takes a hidden layer")
  func learns() throws {
    let network = try trained(seed: 1)
    for example in xor {
      let logits = network.logits(example.input)
      #expect((logits[0] > logits[1]) == (example.target[0] == 1))
    }
  }

  @Test("the same seed gives the same weights, another seed others")
  func seeded() throws {
    let few = try trained(seed: 1, epochs: 5)
    #expect(try trained(seed: 1, epochs: 5) == few)
    // The order of a single full batch changes only the order of sums, so the first weights must differ too.
    #expect(
      try MultilayerPerceptron(widths: [2, 16, 2], seed: 2)
        != MultilayerPerceptron(widths: [2, 16, 2], seed: 1))
  }

  @Test("a neuron that is silent for every example learns nothing, as a ReLU's derivative says")
  func silentNeuron() throws {
    let start = try MultilayerPerceptron(widths: [2, 4, 2], seed: 1)
    let silenced = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 4, weights: start.layers[0].weights, bias: [0.1, -100, 0.1, 0.1]),
      start.layers[1],
    ])
    let trained = try AdamTrainer(epochs: 5, batchSize: 2, weightDecay: 0, seed: 1).train(
      silenced, examples: { _, _ in xor })
    #expect(trained.layers[0].row(1) == silenced.layers[0].row(1))
    #expect(trained.layers[0].bias[1] == -100)
    #expect(trained.layers[0] != silenced.layers[0])
  }

  @Test("soft targets are met: the loss is least where the answer is the target")
  func softTargets() throws {
    let target: [Float] = [0.7, 0.2, 0.1]
    let example = TrainingExample(input: [1], target: target)
    let network = try AdamTrainer(epochs: 600, batchSize: 1, learningRate: 0.05, weightDecay: 0, seed: 1)
      .train(
        MultilayerPerceptron(widths: [1, 3], seed: 1), examples: { _, _ in [example] })
    let answer = softmax(network.logits([1]).map { Float($0) })
    for (found, wanted) in zip(answer, target) { #expect(abs(found - wanted) < 0.01) }
  }

  @Test("an example that does not fit is refused")
  func wrongShape() throws {
    let trainer = AdamTrainer(epochs: 1, seed: 1)
    let network = try MultilayerPerceptron(widths: [2, 4, 2], seed: 1)
    for bad in [TrainingExample(input: [1], target: [1, 0]), TrainingExample(input: [1, 0], target: [1])] {
      #expect(throws: ShapeMismatch.self) { try trainer.train(network, examples: { _, _ in [bad] }) }
    }
  }

  @Test("softmax is sure of nothing that is equal, and does not overflow")
  func softmaxFacts() {
    #expect(softmax([2, 2, 2, 2]) == [0.25, 0.25, 0.25, 0.25])
    #expect(softmax([1000, 0]) == [1, 0])
  }

  @Test("networks that cannot be are refused")
  func impossibleNetworks() throws {
    #expect(throws: ShapeMismatch.self) { try MultilayerPerceptron(layers: []) }
    #expect(throws: ShapeMismatch.self) { try MultilayerPerceptron(widths: [3], seed: 1) }
    #expect(throws: ShapeMismatch.self) { try MultilayerPerceptron(widths: [3, 0, 2], seed: 1) }
    let layers = try MultilayerPerceptron(widths: [3, 4, 2], seed: 1).layers
    let error = #expect(throws: ShapeMismatch.self) {
      try MultilayerPerceptron(layers: [layers[0], layers[0]])
    }
    #expect(error?.what == "the input of layer2")
    #expect(throws: ShapeMismatch.self) {
      try DenseLayer(inputs: 2, outputs: 2, weights: [1, 2, 3], bias: [0, 0])
    }
    #expect(throws: ShapeMismatch.self) { try DenseLayer(inputs: 2, outputs: 1, weights: [1, 2], bias: []) }
  }

  @Test("the generator is the published one and shuffling loses nothing")
  func generator() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.shuffled(Array(0..<50)).sorted() == Array(0..<50))
    #expect((0..<1000).allSatisfy { _ in (0..<7).contains(generator.below(7)) })
  }
}
