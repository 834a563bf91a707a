import ModelCompression
import NetWeightCore
import Testing

@Suite("Weights of few bits")
struct WeightRoundingTests {
  private func layer(_ weights: [Float], inputs: Int) throws -> DenseLayer {
    let outputs = weights.count / inputs
    return try DenseLayer(
      inputs: inputs, outputs: outputs, weights: weights, bias: Array(repeating: 0.3, count: outputs))
  }

  @Test(
    "each weight is within half a step, and a neuron has no more values than bits allow", arguments: 2...8)
  func errorBound(bits: Int) throws {
    var generator = SplitMix64(seed: 31)
    let original = try layer(generator.floats(40 * 300), inputs: 300)
    let rounded = try original.roundedWeights(bits: bits)
    let largestInteger = Float((1 << (bits - 1)) - 1)
    for neuron in 0..<40 {
      let (before, after) = (original.row(neuron), rounded.row(neuron))
      let step = before.reduce(0) { max($0, abs($1)) } / largestInteger
      #expect(zip(before, after).allSatisfy { abs($0 - $1) <= step * 0.50001 })
      #expect(Set(after.map { ($0 / step).rounded() }).count <= 2 * Int(largestInteger) + 1)
      #expect(after.allSatisfy { abs($0 / step - ($0 / step).rounded()) < 1e-4 })
    }
    #expect(rounded.bias == original.bias)
  }

  @Test("2 bits leave minus, nothing and plus the neuron's largest weight")
  func ternary() throws {
    let rounded = try layer([1, -0.4, 0.6, -3, 1.6, 0.2], inputs: 3).roundedWeights(bits: 2)
    #expect(rounded.weights == [1, 0, 1, -3, 3, 0])
  }

  @Test("8 bits are the weights that an INT8 file stores")
  func eightBits() throws {
    let layer = try MultilayerPerceptron(readingFrom: model("fp32")).layers[1]
    #expect(try layer.roundedWeights(bits: 8) == QuantizedDenseLayer(layer).dequantized())
  }

  @Test("a network is rounded layer by layer, and rounding twice changes nothing more", arguments: [2, 4])
  func network(bits: Int) throws {
    let network = try MultilayerPerceptron(widths: [7, 6, 3], seed: 3)
    let rounded = try network.roundingWeights(toBits: bits)
    #expect(rounded.layers == (try network.layers.map { try $0.roundedWeights(bits: bits) }))
    #expect(rounded != network)
    let again = try rounded.roundingWeights(toBits: bits)
    for (a, b) in zip(rounded.layers, again.layers) {
      #expect(zip(a.weights, b.weights).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test("on digits 4 bits cost a little and 2 bits far too much")
  func digits() async throws {
    let fp32 = try MultilayerPerceptron(readingFrom: model("fp32"))
    let samples = try SampleSet.gold("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1"))
      .samples
    var right: [Int: Int] = [:]
    for bits in [2, 4] {
      let rounded = try fp32.roundingWeights(toBits: bits)
      right[bits] = samples.count { sample in
        let scores = rounded.logits(sample.input.scalars)
        return scores.indices.max { scores[$0] < scores[$1] } == sample.target.label
      }
    }
    #expect(right[4, default: 0] >= 388)
    #expect(right[2, default: 400] < 350)
  }

  @Test("other numbers of bits are refused", arguments: [-1, 0, 1, 9, 64])
  func unsupported(bits: Int) throws {
    let network = try MultilayerPerceptron(widths: [2, 2], seed: 1)
    let error = #expect(throws: UnsupportedBits.self) { try network.roundingWeights(toBits: bits) }
    #expect(
      error?.description
        == "weights cannot be rounded to \(bits) bits, expected 2…8: 1 bit has no symmetric range with 0 in it, "
        + "and more than 8 change too little to simulate")
  }

  @Test("a weight that is not a number is refused by place")
  func nonFinite() throws {
    let broken = try layer([1, 2, .infinity, 4], inputs: 2)
    let error = #expect(throws: NonFiniteWeight.self) { try broken.roundedWeights(bits: 4) }
    #expect(error?.neuron == 1 && error?.input == 0)
  }
}
