import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// Models of several inputs and outputs.
@Suite struct NamedValueTests {
  private func pair(
    output: ONNXOutput = "sum",
    _ inputs: @escaping @Sendable (Tensor) throws -> [String: TypedTensor] = Self.halves
  ) -> ONNXVariant {
    RuntimeModels.variant("pair", inputs: inputs, output: output)
  }

  /// The first two elements into one input, the last two into the other.
  @Sendable private static func halves(_ sample: Tensor) throws -> [String: TypedTensor] {
    [
      "a": try TypedTensor(.float(Array(sample.scalars.prefix(2))), shape: [1, 2]),
      "b": try TypedTensor(.float(Array(sample.scalars.suffix(2))), shape: [1, 2]),
    ]
  }

  @Test func `inputs go in by name, and the output that is named comes out`() async throws {
    #expect(try await answer(pair(), [4], [1, 2, 10, 20]) == Tensor(vector: [11, 22]))
    #expect(
      try await answer(pair(output: .named("difference")), [4], [1, 2, 10, 20]) == Tensor(vector: [-9, -18]))
  }

  @Test func `an answer may be made of several outputs`() async throws {
    let both = ONNXOutput.computed(from: ["difference", "sum"]) { values in
      Tensor(
        vector: try ["sum", "difference"].flatMap { name in try #require(values[name]).tensor().scalars })
    }
    #expect(try await answer(pair(output: both), [4], [1, 2, 10, 20]) == Tensor(vector: [11, 22, -9, -18]))
  }

  @Test func `elements of every type go through a model unchanged`() async throws {
    let values: [String: TypedTensor.Elements] = [
      "float": .float([0.1, -.infinity, .leastNonzeroMagnitude]), "double": .double([0.1, 1e300, -0.0]),
      "float16": .float16(bits: [0x3C01, 0x7C00, 0x0001]),
      "bfloat16": .bfloat16(bits: [0x3F81, 0xFF80, 0x0001]),
      "int8": .int8([-128, 0, 127]), "int16": .int16([.min, 0, .max]), "int32": .int32([.min, 0, .max]),
      "int64": .int64([.min, 0, .max]), "uint8": .uint8([0, 1, 255]), "uint16": .uint16([0, 1, .max]),
      "uint32": .uint32([0, 1, .max]), "uint64": .uint64([0, 1, .max]), "bool": .bool([true, false, true]),
      "string": .string(["", "größer 🦣", "zero\0byte"]),
    ]
    let variant = RuntimeModels.variant(
      "types", inputs: { _ in try values.mapValues { try TypedTensor($0, shape: [3]) } },
      output: .computed(from: values.keys.map { "\($0)-out" }) { outputs in
        for (name, elements) in values {
          let expected = try TypedTensor(elements, shape: [3])
          #expect(outputs["\(name)-out"] == expected, "\(name)")
        }
        return Tensor(vector: [Float(outputs.count)])
      })
    #expect(try await answer(variant, [1], [0]) == Tensor(vector: [14]))
  }

  @Test func `values without elements go in and come out`() async throws {
    let variant = RuntimeModels.variant(
      "types",
      inputs: { _ in
        let elements: [TypedTensor.Elements] = [
          .float([]), .double([]), .float16(bits: []), .bfloat16(bits: []), .int8([]), .int16([]), .int32([]),
          .int64([]),
          .uint8([]), .uint16([]), .uint32([]), .uint64([]), .bool([]), .string([]),
        ]
        return try Dictionary(
          uniqueKeysWithValues: elements.map { ("\($0.type)", try TypedTensor($0, shape: [0])) })
      },
      output: .computed(from: ["float-out", "string-out"]) { outputs in
        #expect(outputs["float-out"]?.elements == .float([]))
        #expect(outputs["string-out"]?.elements == .string([]))
        return Tensor(vector: [1])
      })
    #expect(try await answer(variant, [1], [0]) == Tensor(vector: [1]))
  }

  @Test(
    arguments: [
      (
        ["a": ([0, 0], [1, 2])],
        "input 'b' (float [batch, 2]) was given no value. Next: add it to what inputs: gives."
      ),
      (
        ["a": ([0, 0], [1, 2]), "b": ([0, 0], [1, 2]), "mask": ([0], [1])],
        "it has no input 'mask', but 2 inputs: 'a' (float [batch, 2]), 'b' (float [batch, 2]). Next: mend the name in "
          + "inputs:."
      ),
      (
        ["a": ([0, 0, 0], [1, 3]), "b": ([0, 0], [1, 2])],
        "input 'a' (float [batch, 2]) was given a value of shape [1, 3]. Next: mend the shape in inputs:."
      ),
      (
        ["a": ([0, 0], [2]), "b": ([0, 0], [1, 2])],
        "input 'a' (float [batch, 2]) was given a value of shape [2]. Next: mend the shape in inputs:."
      ),
    ] as [([String: ([Float], [Int])], String)])
  func `values that do not fit are refused`(values: [String: ([Float], [Int])], message: String) async {
    let variant = pair { _ in try values.mapValues { try TypedTensor(.float($0.0), shape: $0.1) } }
    await expectError("Models/pair.onnx: \(message)") { try await answer(variant, [1], [0]) }
  }

  @Test func `a value of another type is refused`() async {
    let variant = pair { _ in
      let value = try TypedTensor(.double([0, 0]), shape: [1, 2])
      return ["a": value, "b": value]
    }
    await expectError(
      "Models/pair.onnx: input 'a' (float [batch, 2]) was given double. Next: give .float(…) in inputs:."
    ) { try await answer(variant, [1], [0]) }
  }

  @Test func `an error of the user's own closure is not changed`() async {
    struct Mine: Error {}
    await #expect(throws: Mine.self) { try await answer(pair { _ in throw Mine() }, [1], [0]) }
    let computing = pair(output: .computed(from: ["sum"]) { _ in throw Mine() })
    await #expect(throws: Mine.self) { try await answer(computing, [4], [0, 0, 0, 0]) }
  }

  @Test(
    arguments: [
      (
        "pair", nil,
        "it has 2 outputs: 'sum' (float [batch, 2]), 'difference' (float [batch, 2]). Next: say which is the answer: "
          + "ONNXVariant(…, output: \"sum\")."
      ),
      (
        "pair", "total",
        "it has no output 'total', but 2 outputs: 'sum' (float [batch, 2]), 'difference' (float [batch, 2]). Next: name "
          + "one of these in output:."
      ),
      (
        "sequence", "twice",
        "output 'twice' (a sequence) is no tensor of numbers. Next: name another in output:; it has 2 outputs: 'twice' (a "
          + "sequence), 'y' (float [batch, 2])."
      ),
    ] as [(String, String?, String)])
  func `an output that is no answer is refused when the model is loaded`(
    model: String, output: String?, message: String
  ) async {
    let variant = RuntimeModels.variant(
      model, inputs: { _ in [:] }, output: output.map(ONNXOutput.named) ?? .only)
    await expectError("Models/\(model).onnx: \(message)") { try await variant.load() }
  }

  @Test func `an output without elements is refused`() async throws {
    await expectError(
      """
      Models/nonzero.onnx: output 'y' (int64 [2, n]) has no element: its shape is [2, 0]. Next: name another in \
      output:, or check what the model was given.
      """
    ) { try await answer(RuntimeModels.variant("nonzero"), [4], [0, 0, 0, 0]) }
    let found = try await answer(RuntimeModels.variant("nonzero"), [4], [0, 5, 0, 0])
    #expect(try found == Tensor(shape: [2, 1], scalars: [0, 1]))
  }
}
