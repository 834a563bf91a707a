import Foundation
import Testing

@Suite struct InspectTests {
  private static let models = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "NetWeightONNXTests/Models/Inspected")

  private func inspect(_ model: String, _ options: String...) async throws -> ToolRun {
    let path = Self.models.appending(path: "\(model).onnx").path(percentEncoded: false)
    return try await ToolRun(arguments: ["inspect", path, "--static"] + options)
  }

  @Test func `a file is told by types, zeros and findings`() async throws {
    let run = try await inspect("perceptron", "--expect", "int8")
    #expect(run.code == 1)
    #expect(run.messages == "")
    #expect(
      run.output == """
        Models/Inspected/perceptron.onnx: 589 B, 4 nodes, 328 B of tensors, IR version 8, ai.onnx 17, by netweight-tests

        Tensors of Count Elements Bytes Share
        ---------- ----- -------- ----- -------
        float      4     82       328 B 100.0 %

        26.4 % of 72 weights are zero.

        Sparse weights Type  Shape Zero
        -------------- ----- ----- ------
        w1             float 8×6   39.6 %

        FOUND nothing compressed: 'w1' of MatMul 'first', 'w2' of Gemm 'second' are stored as float: 100 % of 72 weights \
        are not INT8: the model was not compressed at all. Next: check the recipe: quantizers skip operators that they do \
        not know, and say nothing.


        """)
  }

  @Test func `remarks do not fail, and fail where they are asked for`() async throws {
    let run = try await inspect("dynamic", "--expect", "int8")
    #expect(run.code == 0)
    #expect(
      run.output.contains("\nremark, saturation: weights 'w' of MatMulInteger 'integer' have 3 of 24 pairs "))
    let strict = try await inspect("dynamic", "--without-vnni")
    #expect(strict.code == 1)
    #expect(
      strict.output.contains("\nFOUND saturation: weights 'w' of MatMulInteger 'integer' have 3 of 24 pairs ")
    )
  }

  @Test func `a file without findings says so`() async throws {
    let run = try await inspect("external")
    #expect(run.code == 0)
    #expect(run.output.hasSuffix("\nNothing was found in the file.\n\n"))
  }

  @Test func `providers differ`() async throws {
    #expect(try await inspect("qdq", "--provider", "cpu").code == 0)
    let run = try await inspect("qdq", "--provider", "xnnpack")
    #expect(run.code == 1)
    #expect(
      run.output.contains(
        "xnnpack has no integer kernel for that: only convolutions have scales per channel."))
  }

  @Test func `a file that is no model is an error, and a format that is none a usage error`() async throws {
    let run = try await ToolRun(arguments: ["inspect", #filePath])
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(run.messages.hasPrefix("Error: NetWeightToolTests/InspectTests.swift: is no ONNX model: "))
    let unknown = try await inspect("qdq", "--expect", "int7")
    #expect(unknown.code == 64)
    #expect(unknown.messages.contains("There is no format 'int7'. The formats are: fp"))
  }

  @Test func `what ran is told node by node, and a fallback is found`() async throws {
    let path = Self.models.appending(path: "qdq.onnx").path(percentEncoded: false)
    let run = try await ToolRun(arguments: ["inspect", path, "--expect", "int8"])
    #expect(run.output.contains("\nWhat ran, meant for INT8 on CPUExecutionProvider: "))
    #expect(run.output.contains("\nNode "))
    #expect(run.output.contains("\nNothing was found in what ran.\n"))
    #expect(run.messages == "")
    let floats = Self.models.appending(path: "perceptron.onnx").path(percentEncoded: false)
    let fallback = try await ToolRun(arguments: [
      "inspect", floats, "--expect", "int8", "--length", "batch=4",
    ])
    #expect(fallback.code == 1)
    let ran = try #require(fallback.output.range(of: "\nWhat ran, meant for INT8 "))
    #expect(fallback.output[ran.upperBound...].contains("\nFOUND precision: "))
  }

  @Test func `without ONNX Runtime the file is told all the same, and the rest is inconclusive`() async throws
  {
    let path = Self.models.appending(path: "external.onnx").path(percentEncoded: false)
    let run = try await ToolRun(
      arguments: ["inspect", path], environment: ["ORT_DYLIB_PATH": "/nowhere/libonnxruntime.so"])
    #expect(run.code == 3)
    #expect(run.output.hasSuffix("\nNothing was found in the file.\n\n"))
    #expect(run.messages.hasPrefix("What ran was not seen: ONNX Runtime 1."))
    #expect(run.messages.contains("\n  /nowhere/libonnxruntime.so: "))
  }

  @Test func `a length of a dimension that no input leaves open is a usage error`() async throws {
    let path = Self.models.appending(path: "perceptron.onnx").path(percentEncoded: false)
    let run = try await ToolRun(arguments: ["inspect", path, "--length", "bacth=4"])
    #expect(run.code == 64)
    #expect(
      run.messages.contains("No input of perceptron.onnx leaves a dimension 'bacth' open. Open are: batch."))
  }

  @Test func `a length that is none is a usage error`() async throws {
    let run = try await inspect("qdq", "--length", "batch")
    #expect(run.code == 64)
    #expect(
      run.messages.contains(
        "'batch' is no length. Give the name of the dimension and a number: sequence=128."))
  }
}
