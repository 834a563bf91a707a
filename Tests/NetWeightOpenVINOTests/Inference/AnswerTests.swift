import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

/// Answers that can be told by hand: w[i][j] = i − j, b = [0.5, 0, −0.5].
@Suite struct AnswerTests {
  private static func dense(_ x: [Float]) -> [Float] {
    (0..<3).map { j in x.enumerated().map { $1 * Float($0 - j) }.reduce(0, +) + [0.5, 0, -0.5][j] }
  }

  private let samples: [[Float]] = [[1, 1, 1, 1], [0, 2, 0, -2], [5, 0, 0, 0]]

  @Test(arguments: ["dense", "dense-static", "batchless"])
  func `a sample goes in with and without a batch of one`(model: String) async throws {
    let loaded = try await OpenVINOVariant(fixture: Fixtures.small(model)).load()
    for sample in samples {
      let expected = Tensor(vector: Self.dense(sample))
      #expect(try await loaded.predict(Tensor(vector: sample)) == expected)
      guard model != "batchless" else { continue }
      #expect(try await loaded.predict(Tensor(shape: [1, 4], scalars: sample)) == expected)
    }
    #expect((loaded as? any InputShapeReporting)?.inputShape == [4])
  }

  @Test func `a batch is answered as its samples are, one by one`() async throws {
    let variant = OpenVINOVariant(fixture: Fixtures.small("dense"))
    let loaded = try #require(try await variant.load() as? any BatchPredicting)
    let expected = samples.map { Tensor(vector: Self.dense($0)) }
    #expect(try loaded.predict(batch: samples.map { Tensor(vector: $0) }) == expected)
    // Samples that have the dimension of the batch already.
    #expect(try loaded.predict(batch: samples.map { try Tensor(shape: [1, 4], scalars: $0) }) == expected)
    #expect(try loaded.predict(batch: []) == [])
    await expectError(
      "input 1 of a batch has shape [3], expected [4]: check the sample set and the model's input size"
    ) { try loaded.predict(batch: [Tensor(vector: [1, 2, 3, 4]), Tensor(vector: [1, 2, 3])]) }
  }

  @Test func `a model of a fixed batch takes just that`() async throws {
    let variant = OpenVINOVariant(fixture: Fixtures.small("dense-pairs"))
    let loaded = try #require(try await variant.load() as? any BatchPredicting)
    let pair = samples.prefix(2).map { Tensor(vector: $0) }
    #expect(try loaded.predict(batch: pair) == samples.prefix(2).map { Tensor(vector: Self.dense($0)) })
    await expectError(
      """
      Models/dense-pairs.onnx: input 'x' (float [2, 4]) was given 3 samples of shape [4]. Next: check the shape of the \
      samples and the input size that the model was exported with.
      """
    ) { try loaded.predict(batch: samples.map { Tensor(vector: $0) }) }
  }

  @Test func `a batch that the model leaves open can be fixed`() async throws {
    let one = OpenVINOVariant(
      fixture: Fixtures.small("dense"), options: OpenVINOOptions(inferencePrecision: .fp32, batch: 1))
    #expect(try await answer(one, [4], samples[0]) == Tensor(vector: Self.dense(samples[0])))
    #expect(!(try await one.load() is any BatchPredicting))
    var three = one
    three.options.batch = 3
    let loaded = try #require(try await three.load() as? any BatchPredicting)
    #expect(
      try loaded.predict(batch: samples.map { Tensor(vector: $0) })
        == samples.map { Tensor(vector: Self.dense($0)) })
    let version = try OpenVINOLibrary.shared.version
    await expectError(
      """
      Models/batchless.onnx: OpenVINO \(version) cannot load it: options ask for batches of \
      1, and input 'x' (float [4]) does not leave that open. Next: check the options and make the model again; if both \
      are sound, try the newest openvino.
      """
    ) { try await OpenVINOVariant(fixture: Fixtures.small("batchless"), options: one.options).load() }
  }

  @Test(arguments: ["dense-static", "batchless"])
  func `a model of one sample at a time takes no batch`(model: String) async throws {
    let loaded = try await OpenVINOVariant(fixture: Fixtures.small(model)).load()
    #expect(loaded is any SynchronousLoadedVariant)
    #expect(!(loaded is any BatchPredicting))
  }

  @Test func `an answer without the batch first is none to a batch`() async throws {
    let variant = OpenVINOVariant(fixture: Fixtures.small("transposed"))
    let loaded = try #require(try await variant.load() as? any BatchPredicting)
    await expectError(
      """
      Models/transposed.onnx: output 'y' (float [4, ?]) has shape [4, 2] for a batch of 2, expected 2 as the first \
      length. Next: export the model with the batch as the first dimension of its output.
      """
    ) { try loaded.predict(batch: [Tensor(vector: [1, 2, 3, 4]), Tensor(vector: [5, 6, 7, 8])]) }
  }

  @Test func `inputs are lent, and not written to`() async throws {
    let loaded = try await OpenVINOVariant(fixture: Fixtures.small("relu")).load()
    let input = try Tensor(shape: [2, 3], scalars: [-1, 2, -3, 4, -5, 6])
    for _ in 0..<3 {
      #expect(try await loaded.predict(input).scalars == [0, 2, 0, 4, 0, 6])
      #expect(input.scalars == [-1, 2, -3, 4, -5, 6])
    }
    // Another shape, and then the first again.
    #expect(try await loaded.predict(Tensor(vector: [-1, 1])) == Tensor(vector: [0, 1]))
    #expect(try await loaded.predict(input).scalars == [0, 2, 0, 4, 0, 6])
  }

  @Test func `calls from many threads get their own answers`() async throws {
    let loaded = try await OpenVINOVariant(fixture: Fixtures.small("dense")).load()
    let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          var wrong = 0
          for call in 0..<200 {
            let sample = (0..<4).map { Float(task * 1000 + call + $0) }
            if try await loaded.predict(Tensor(vector: sample)).scalars != Self.dense(sample) { wrong += 1 }
          }
          return wrong
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func `one of several outputs is named`() async throws {
    await expectError(
      """
      Models/pair.onnx: a sample is one tensor of floats, and the model has 2 inputs: 'a' (float [?, 2]), 'b' (float \
      [?, 2]). Next: export it with one input of floats.
      """
    ) { try await OpenVINOVariant(fixture: Fixtures.small("pair"), output: "sum").load() }
    let named = OpenVINOVariant(fixture: Fixtures.small("dense"), output: "logits")
    #expect(try await answer(named, [4], samples[0]).scalars == Self.dense(samples[0]))
    await expectError(
      """
      Models/dense.onnx: it has 1 output: 'logits' (float [?, 3]). Next: say which is the answer: \
      OpenVINOVariant(…, output: "logits").
      """
    ) { try await OpenVINOVariant(fixture: Fixtures.small("dense"), output: "scores").load() }
  }

  @Test func `what is not floats is refused`() async throws {
    await expectError(
      """
      Models/tokens.onnx: a sample is one tensor of floats, and the model has 1 input: 'x' (not float [?, ?]). Next: \
      export it with one input of floats.
      """
    ) { try await OpenVINOVariant(fixture: Fixtures.small("tokens")).load() }
    await expectError(
      """
      Models/nonzero.onnx: output 'y' (not float [2, ?]) is no tensor of floats. Next: cast it to float in the model, \
      or name another in output:.
      """
    ) { try await OpenVINOVariant(fixture: Fixtures.small("nonzero")).load() }
  }

  @Test func `a sample of another shape is refused`() async throws {
    await expectError(
      """
      Models/dense.onnx: input 'x' (float [?, 4]) was given a sample of shape [5]. Next: check the shape of the samples \
      and the input size that the model was exported with.
      """
    ) { try await answer(OpenVINOVariant(fixture: Fixtures.small("dense")), [5], [1, 2, 3, 4, 5]) }
  }
}
