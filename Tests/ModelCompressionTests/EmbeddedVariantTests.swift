import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("The embedded runtime")
struct EmbeddedVariantTests {
  private func gold() throws -> [Sample] {
    try SampleSet.gold("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1")).samples
  }

  @Test("plain C gives the same INT8 answers to the last bit")
  func portableInteger() async throws {
    let fast = try await load(model("int8"))
    let portable = try await load(model("int8"), kernels: .portable)
    for sample in try gold() {
      let (a, b) = try await (fast.predict(sample.input), portable.predict(sample.input))
      #expect(a == b, "\(sample.id)")
    }
  }

  @Test("plain C gives FP32 answers within rounding")
  func portableFloat() async throws {
    let fast = try await load(model("fp32"))
    let portable = try await load(model("fp32"), kernels: .portable)
    for sample in try gold().prefix(100) {
      let (a, b) = try await (fast.predict(sample.input), portable.predict(sample.input))
      #expect(zip(a.scalars, b.scalars).allSatisfy { abs($0 - $1) < 1e-3 }, "\(sample.id)")
    }
  }

  @Test("a placement says which kernel ran each layer", arguments: [KernelSelection.fastest, .portable])
  func placement(kernels: KernelSelection) async throws {
    let variant = EmbeddedVariant("int8", at: model("int8"), format: .int8, kernels: kernels)
    let nodes = try await variant.placement(on: gold().prefix(3).map(\.input)).nodes
    let set = kernels == .portable ? InstructionSet.portable : .fastest
    #expect(nodes.map(\.name) == ["layer1", "layer2", "layer3"])
    for node in nodes {
      #expect(node.operatorType == "DynamicQuantizeDense")
      #expect(node.kernel == "int8 dot, \(set)")
      #expect(node.precision == .int8)
      #expect(node.provider == "cpu")
      #expect(node.isVectorized == (set != .portable))
      #expect(node.operatorClass == .matrixProduct)
      #expect(node.hasWeights)
    }
    #expect(nodes.map(\.multiplyAccumulates) == [32_768, 262_144, 5_120])
    #expect(nodes.allSatisfy { ($0.nanoseconds ?? -1) >= 0 })
    #expect(abs(nodes.reduce(0) { $0 + $1.shareOfTime } - 1) < 1e-9)
    #expect(nodes.max { $0.shareOfTime < $1.shareOfTime }?.name == "layer2")
  }

  @Test("a file of floats that is declared INT8 loads and says FP32")
  func honest() async throws {
    let variant = EmbeddedVariant("int8", at: model("fp32"), format: .int8)
    let nodes = try await variant.placement(on: [Tensor(vector: Array(repeating: 0.5, count: 64))]).nodes
    #expect(nodes.map(\.precision) == [.fp32, .fp32, .fp32])
    #expect(nodes.map(\.operatorType) == ["Dense", "Dense", "Dense"])
    #expect(variant.numericFormat == .int8)
  }

  @Test("a placement of nothing is refused")
  func nothingToRun() async throws {
    let variant = EmbeddedVariant("int8", at: model("int8"), format: .int8)
    await #expect(throws: ShapeMismatch.self) { try await variant.placement(on: []) }
  }

  @Test("an input of another shape is refused by name", arguments: [[63], [8, 8], [1, 64]])
  func wrongShape(shape: [Int]) async throws {
    let loaded = try await EmbeddedVariant("int8", at: model("int8"), format: .int8).load()
    let input = try Tensor(shape: shape, scalars: Array(repeating: 0, count: shape.reduce(1, *)))
    let error = await #expect(throws: ShapeMismatch.self) { try await loaded.predict(input) }
    #expect(error == ShapeMismatch(what: "input of variant 'int8'", expected: [64], found: shape))
  }

  @Test(
    "NaN in is NaN out, and no crash", arguments: ["fp32", "int8", "pruned"],
    [KernelSelection.fastest, .portable])
  func nan(name: String, kernels: KernelSelection) async throws {
    let loaded = try await load(model(name), kernels: kernels)
    for value: Float in [.nan, .infinity, -.infinity] {
      var scalars = [Float](repeating: 0.5, count: 64)
      scalars[20] = value
      let scores = try await loaded.predict(Tensor(vector: scalars)).scalars
      if value.isNaN || name == "int8" { #expect(scores.allSatisfy { $0.isNaN }) }
      #expect(scores.count == 10)
    }
  }

  /// Vectors share memory. Were a short one not filled up with zeros, the numbers left behind it would widen the
  /// range that the next layer is quantized with.
  @Test("nothing of an earlier layer's vector reaches a later one")
  func noLeftovers() async throws {
    let random = try MultilayerPerceptron(widths: [64, 5, 5, 3], seed: 3).layers
    let small = try DenseLayer(
      inputs: 64, outputs: 5, weights: random[0].weights.map { abs($0) / 1000 }, bias: random[0].bias)
    let network = try MultilayerPerceptron(layers: [
      small, DenseLayer(inputs: 5, outputs: 5, weights: random[1].weights.map(abs), bias: random[1].bias),
      random[2],
    ])
    let input = [Float](repeating: 1000, count: 64)
    let expected = network.logits(input)
    let found = try await withTemporaryFile { url in
      try network.writeQuantized(to: url)
      return try await load(url).predict(Tensor(vector: input)).scalars
    }
    let largest = expected.map(abs).max() ?? 0
    for (a, b) in zip(found, expected) { #expect(abs(Double(a) - b) < largest / 20) }
  }

  @Test("many threads may ask at once")
  func concurrent() async throws {
    let loaded = try await load(model("int8"))
    let samples = try gold()
    var alone: [Tensor] = []
    for sample in samples { alone.append(try await loaded.predict(sample.input)) }
    let together = try await withThrowingTaskGroup(of: (Int, Tensor).self) { group in
      for (index, sample) in samples.enumerated() {
        group.addTask { (index, try await loaded.predict(sample.input)) }
      }
      var answers = alone
      for try await (index, answer) in group { answers[index] = answer }
      return answers
    }
    #expect(together == alone)
  }

  @Test("it answers without suspending, so that a timed loop needs no await")
  func synchronous() async throws {
    let loaded = try await load(model("fp32"))
    #expect(loaded is any SynchronousLoadedVariant)
  }

  @Test("it names itself, its file and its recipe")
  func identity() {
    let variant = EmbeddedVariant("int8", at: model("int8"), format: .int8, recipe: "dynamic")
    #expect(variant.runtime.description == "NetWeight embedded 0.1.0")
    #expect(variant.artefactFiles == [model("int8")])
    #expect(variant.recipe == "dynamic")
  }
}
