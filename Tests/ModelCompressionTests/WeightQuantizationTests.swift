import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Weights to INT8")
struct WeightQuantizationTests {
  private func layer(_ weights: [Float], inputs: Int) throws -> DenseLayer {
    let outputs = weights.count / inputs
    return try DenseLayer(
      inputs: inputs, outputs: outputs, weights: weights, bias: Array(repeating: 0.5, count: outputs))
  }

  @Test("each weight is within half its neuron's scale, and -128 is not used")
  func errorBound() throws {
    var generator = SplitMix64(seed: 2)
    let original = try layer(generator.floats(100 * 37), inputs: 37)
    let quantized = try QuantizedDenseLayer(original)
    let back = try quantized.dequantized()
    for (index, pair) in zip(original.weights, back.weights).enumerated() {
      #expect(abs(pair.0 - pair.1) <= quantized.scales[index / 37] * 0.50001)
    }
    #expect(quantized.weights.allSatisfy { $0 >= -127 })
    #expect(back.bias == original.bias)
  }

  @Test("the scale is the largest weight of the neuron over 127")
  func scale() throws {
    let quantized = try QuantizedDenseLayer(layer([1, -2.54, 0, 0.635, 0.02, 0.01], inputs: 3))
    #expect(quantized.scales == [2.54 / 127, 0.635 / 127])
    #expect(quantized.weights == [50, -127, 0, 127, 4, 2])
  }

  @Test("a large neuron does not cost the others any precision: scales are per channel")
  func perChannel() throws {
    let weights: [Float] = [0.1, -0.2, 0.3, 0.4]
    let alone = try QuantizedDenseLayer(layer(weights, inputs: 4))
    let beside = try QuantizedDenseLayer(layer(weights + [1000, 2000, -3000, 4000], inputs: 4))
    #expect(beside.scales[0] == alone.scales[0])
    #expect(beside.weights.prefix(4) == alone.weights.prefix(4))
  }

  @Test("a dead neuron has zeros and a scale that files accept")
  func deadNeuron() throws {
    let quantized = try QuantizedDenseLayer(layer([0, 0, .leastNonzeroMagnitude, 0], inputs: 2))
    #expect(quantized.weights == [0, 0, 0, 0])
    #expect(quantized.scales == [1, 1])
  }

  @Test("a weight that is not a number is refused by place")
  func nonFinite() throws {
    let broken = try layer([1, 2, 3, .nan], inputs: 2)
    let error = #expect(throws: NonFiniteWeight.self) { try QuantizedDenseLayer(broken) }
    #expect(
      error?.description
        == "the weight of neuron 1 for input 1 is nan, expected a finite number: "
        + "training diverged or the file is damaged; train again with a lower rate or restore the file")
  }

  @Test("a quantized network answers within the bound that scales allow")
  func outputBound() async throws {
    var generator = SplitMix64(seed: 8)
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 70, outputs: 9, weights: generator.floats(630), bias: generator.floats(9))
    ])
    let input = generator.floats(70, in: -1...2)
    let quantized = try QuantizedDenseLayer(network.layers[0])
    let answer = try await withTemporaryFile { url in
      try network.writeQuantized(to: url)
      return try await load(url).predict(.init(vector: input)).scalars
    }
    let step = Double(input.max()! - input.min()!) / 127
    for (neuron, expected) in network.logits(input).enumerated() {
      let fromInput = network.layers[0].row(neuron).reduce(0) { $0 + Double(abs($1)) } * step
      let fromWeights = input.reduce(0) { $0 + Double(abs($1)) + step } * Double(quantized.scales[neuron]) / 2
      #expect(abs(Double(answer[neuron]) - expected) <= fromInput + fromWeights)
    }
  }
}
