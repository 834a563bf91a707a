import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct BatchTests {
  private let samples: [[Float]] = [[1, 1, 1, 1], [0, 2, 0, -2], [5, 0, 0, 0]]

  private func batching(_ model: String) async throws -> any BatchPredicting {
    try #require(try await RuntimeModels.variant(model).load() as? any BatchPredicting)
  }

  @Test func `a batch is answered as its samples are, one by one`() async throws {
    let loaded = try await batching("dense")
    let expected = samples.map { Tensor(vector: RuntimeModels.dense($0)) }
    #expect(try loaded.predict(batch: samples.map { Tensor(vector: $0) }) == expected)
    // Samples that have the dimension of the batch already.
    #expect(try loaded.predict(batch: samples.map { try Tensor(shape: [1, 4], scalars: $0) }) == expected)
    #expect(try loaded.predict(batch: [Tensor(vector: samples[1])]) == [expected[1]])
  }

  @Test func `a batch of integers is converted`() async throws {
    let loaded = try await batching("tokens")
    #expect(
      try loaded.predict(batch: [Tensor(vector: [1, 2]), Tensor(vector: [3, 4])]) == [
        Tensor(vector: [1, 2]), Tensor(vector: [3, 4]),
      ])
  }

  @Test func `a model of a fixed batch takes just that`() async throws {
    let loaded = try await batching("dense-pairs")
    #expect(
      try loaded.predict(batch: samples.prefix(2).map { Tensor(vector: $0) })
        == samples.prefix(2).map { Tensor(vector: RuntimeModels.dense($0)) })
    await expectError(
      """
      Models/dense-pairs.onnx: input 'x' (float [2, 4]) takes 2 samples at once and was given 3. Next: give a batch of \
      2, or export the model with a dynamic batch.
      """
    ) { try loaded.predict(batch: samples.map { Tensor(vector: $0) }) }
  }

  @Test(arguments: ["dense-static", "batchless", "scale"])
  func `a model of one sample at a time takes no batch`(model: String) async throws {
    #expect(try await RuntimeModels.variant(model).load() as? any BatchPredicting == nil)
  }

  @Test func `samples of different shapes are no batch`() async throws {
    let loaded = try await batching("relu")
    await expectError(
      "input 1 of a batch has shape [3], expected [2]: check the sample set and the model's input size"
    ) { try loaded.predict(batch: [Tensor(vector: [1, 2]), Tensor(vector: [1, 2, 3])]) }
  }

  @Test func `answers that are not in the order of the batch are refused`() async throws {
    let loaded = try await batching("transposed")
    await expectError(
      """
      Models/transposed.onnx: output 'y' (float [4, batch]) has shape [4, 3] for a batch of 3, expected 3 as the first \
      length. Next: export the model with the batch as the first dimension of its output.
      """
    ) { try loaded.predict(batch: samples.map { Tensor(vector: $0) }) }
  }

  @Test func `what a user computes is of one sample`() async throws {
    let variant = RuntimeModels.variant(
      "dense", output: .computed(from: ["logits"]) { try $0["logits"]?.tensor() ?? Tensor(vector: []) })
    let loaded = try await variant.load()
    #expect(loaded as? any BatchPredicting == nil)
    #expect(
      try await loaded.predict(Tensor(vector: samples[0]))
        == Tensor(shape: [1, 3], scalars: RuntimeModels.dense(samples[0])))
  }
}
