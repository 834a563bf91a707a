import NetWeightCore
import NetWeightONNX
import Testing

/// Samples that go into the only input of a model.
@Suite struct SampleTests {
  @Test func `a model gives what its operators give by hand`() async throws {
    let scores = try await answer(RuntimeModels.variant("dense"), [4], [1, 2, 3, -4])
    #expect(scores == Tensor(vector: RuntimeModels.dense([1, 2, 3, -4])))
  }

  @Test func `the batch is put before a sample that has none, and dropped from the answer`() async throws {
    let expected = Tensor(vector: RuntimeModels.dense([1, 1, 1, 1]))
    for model in ["dense", "dense-static"] {
      #expect(try await answer(RuntimeModels.variant(model), [4], [1, 1, 1, 1]) == expected, "\(model)")
      #expect(try await answer(RuntimeModels.variant(model), [1, 4], [1, 1, 1, 1]) == expected, "\(model)")
    }
    #expect(try await answer(RuntimeModels.variant("batchless"), [4], [1, 1, 1, 1]) == expected)
  }

  @Test func `a sample that is a batch by itself is answered as one`() async throws {
    let scores = try await answer(RuntimeModels.variant("dense-pairs"), [2, 4], [1, 1, 1, 1, 0, 0, 0, 2])
    let expected = RuntimeModels.dense([1, 1, 1, 1]) + RuntimeModels.dense([0, 0, 0, 2])
    #expect(try scores == Tensor(shape: [2, 3], scalars: expected))
  }

  @Test func `an answer has the shape that it has, whatever the file says`() async throws {
    let scores = try await answer(RuntimeModels.variant("dense-misdeclared"), [4], [1, 1, 1, 1])
    #expect(scores == Tensor(vector: RuntimeModels.dense([1, 1, 1, 1])))
  }

  @Test func `a model without dimensions takes any shape`() async throws {
    let answer = try await answer(RuntimeModels.variant("scale"), [], [-4])
    #expect(try answer == Tensor(shape: [], scalars: [-2]))
  }

  @Test(
    arguments: [("tokens", [3, 0, -7]), ("flags", [1, 0, 1]), ("double", [0.1, -2, 1e-30])]
      as [(String, [Float])])
  func `a sample is converted exactly to the type of the input`(model: String, scalars: [Float]) async throws
  {
    #expect(try await answer(RuntimeModels.variant(model), [3], scalars) == Tensor(vector: scalars))
  }

  @Test func `halves are rounded to the nearest`() async throws {
    let answer = try await answer(RuntimeModels.variant("half"), [4], [0.1, 65504, 0, .infinity])
    #expect(answer == Tensor(vector: [0.099975586, 65504, 0, .infinity]))
  }

  @Test func `the sample is not written to, also where the operator could work in place`() async throws {
    let sample = Tensor(vector: [-1, 2, -3, 4])
    let rectified = try await RuntimeModels.variant("relu").load().predict(sample)
    #expect(rectified == Tensor(vector: [0, 2, 0, 4]))
    #expect(sample == Tensor(vector: [-1, 2, -3, 4]))
  }

  @Test func `the shape of a sample is said where it is known`() async throws {
    let shapes: [(String, [Int]?)] = [
      ("dense", [4]), ("dense-static", [4]), ("dense-pairs", [2, 4]), ("batchless", [4]), ("relu", nil),
      ("scale", nil), ("tokens", nil), ("lookup", nil),
    ]
    for (model, shape) in shapes {
      let loaded = try await RuntimeModels.variant(model).load()
      #expect((loaded as? any InputShapeReporting)?.inputShape == shape, "\(model)")
      #expect(loaded is any SynchronousLoadedVariant)
    }
  }

  @Test(
    arguments: [
      (
        "dense", [5], [0, 0, 0, 0, 0],
        "input 'x' (float [batch, 4]) was given a sample of shape [5]. Next: check the shape of the samples and the "
          + "input size that the model was exported with."
      ),
      (
        "dense", [2, 2], [0, 0, 0, 0],
        "input 'x' (float [batch, 4]) was given a sample of shape [2, 2]. Next: it has as many elements: reshape it in "
          + "ONNXVariant(…, inputs: { sample in … })."
      ),
      (
        "dense-pairs", [4], [0, 0, 0, 0],
        "input 'x' (float [2, 4]) was given a sample of shape [4]. Next: export the model with a dynamic batch; this one "
          + "takes 2 samples at once and no fewer."
      ),
      (
        "tokens", [3], [1, 0.5, 2],
        "input 'x' (int64 [batch, length]) cannot hold element 1 of the sample, which is 0.5. Next: check the "
          + "preprocessing of the samples, or convert them in ONNXVariant(…, inputs: { sample in … })."
      ),
      (
        "tokens", [1], [9.3e18],
        "input 'x' (int64 [batch, length]) cannot hold element 0 of the sample, which is 9.3e+18. Next: check the "
          + "preprocessing of the samples, or convert them in ONNXVariant(…, inputs: { sample in … })."
      ),
      (
        "flags", [2], [1, 2],
        "input 'x' (bool [batch, length]) cannot hold element 1 of the sample, which is 2.0. Next: check the "
          + "preprocessing of the samples, or convert them in ONNXVariant(…, inputs: { sample in … })."
      ),
      (
        "half", [2], [1, 65520],
        "input 'x' (float16 [batch, length]) cannot hold element 1 of the sample, which is 65520.0. Next: check the "
          + "preprocessing of the samples, or convert them in ONNXVariant(…, inputs: { sample in … })."
      ),
    ] as [(String, [Int], [Float], String)])
  func `a sample that does not fit is refused`(
    model: String, shape: [Int], scalars: [Float], message: String
  ) async {
    await expectError("Models/\(model).onnx: \(message)") {
      try await answer(RuntimeModels.variant(model), shape, scalars)
    }
  }

  @Test func `a model that a sample cannot go into is not loaded`() async {
    await expectError(
      """
      Models/pair.onnx: a sample is one tensor, and the model has 2 inputs: 'a' (float [batch, 2]), 'b' (float \
      [batch, 2]). Next: make the values that it takes: ONNXVariant(…, inputs: { sample in ["name": TypedTensor(…)] }).
      """
    ) { try await RuntimeModels.variant("pair", output: "sum").load() }
    await expectError(
      """
      Models/text.onnx: a sample is a tensor of floats, which does not fit the input 'x' (string [batch, length]). \
      Next: make the values that it takes: ONNXVariant(…, inputs: { sample in ["name": TypedTensor(…)] }).
      """
    ) { try await RuntimeModels.variant("text").load() }
  }

  @Test func `what a model cannot run on is said in the words of ONNX Runtime`() async throws {
    let library = try ONNXRuntimeLibrary.shared
    await expectError(
      """
      Models/lookup.onnx: ONNX Runtime \(library.version) cannot run it: Non-zero status code returned while running \
      Gather node. Name:'gather' Status Message: indices element out of data bounds, idx=99 must be within the \
      inclusive range [-3,2]. Next: check that it is given what it was made for.
      """
    ) { try await answer(RuntimeModels.variant("lookup"), [2], [0, 99]) }
  }
}
