import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// Models that cannot be loaded. What is wrong with the file is said before ONNX Runtime sees it.
@Suite struct RefusedModelTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func load(_ name: String) async throws -> any LoadedVariant {
    try await ONNXVariant("int8", at: folder.url.appending(path: name)).load()
  }

  @Test func `a file that is no model is refused`() async throws {
    try folder.write(Data("hello world, this is no model".utf8), to: "Models/junk.onnx")
    try folder.write(Data(), to: "Models/empty.onnx")
    for name in ["junk", "empty", "nowhere"] {
      await #expect(throws: ONNXModelFileError.self, "\(name)") { try await load("Models/\(name).onnx") }
    }
    await #expect(throws: ONNXModelFileError.self) { try await load("Models") }
  }

  @Test func `a model that was cut off anywhere is refused`() async throws {
    let whole = try RuntimeModels.bytes("dense")
    for length in 0..<whole.count {
      let variant = ONNXVariant("int8", bytes: whole.prefix(length), options: ONNXOptions(threads: 1))
      await #expect(throws: (any Error).self, "\(length) bytes") { try await variant.load() }
    }
  }

  @Test func `weights beside the model are loaded, and are files of the artefact`() async throws {
    let variant = RuntimeModels.variant("external/dense")
    #expect(try await answer(variant, [4], [1, 1, 1, 1]) == Tensor(vector: [6.5, 2, -2.5]))
    #expect(variant.artefactFiles.map(\.lastPathComponent) == ["dense.onnx", "dense.weights"])
    #expect(try variant.describeArtefact().map(\.bytes) == [RuntimeModels.bytes("external/dense").count, 48])
  }

  @Test(arguments: ["missing", "outside", "absolute", "short"])
  func `weights that are missing, short or elsewhere are refused, and are no artefact`(name: String) async {
    let variant = RuntimeModels.variant("external/\(name)")
    await #expect(throws: ONNXModelFileError.self) { try await variant.prepare() }
    await #expect(throws: ONNXModelFileError.self) { try await variant.load() }
    #expect(throws: ONNXModelFileError.self) { try variant.describeArtefact() }
  }

  @Test func `a file of weights that goes missing later is missed`() async throws {
    let name = "external/dense.onnx"
    try folder.write(RuntimeModels.bytes("external/dense"), to: name)
    let weights = RuntimeModels.url("external/dense").deletingLastPathComponent().appending(
      path: "dense.weights")
    let copy = try folder.write(Data(contentsOf: weights), to: "external/dense.weights")
    _ = try await load(name)
    try FileManager.default.removeItem(at: copy)
    await #expect(throws: ONNXModelFileError.self) { try await load(name) }
  }

  @Test func `a model in memory has no weights beside it`() async throws {
    let variant = ONNXVariant("int8", bytes: try RuntimeModels.bytes("external/dense"))
    await #expect(throws: ONNXModelFileError.self) { try await variant.load() }
  }

  @Test func `a model for a newer set of operators is refused with the newest that the library has`()
    async throws
  {
    let version = try ONNXRuntimeLibrary.shared.version
    await #expect {
      try await RuntimeModels.variant("opset-99").load()
    } throws: { error in
      let text = "\(error)"
      return text.hasPrefix(
        "Models/opset-99.onnx: it needs a newer set of operators than ONNX Runtime \(version) has: Opset 99 is under "
          + "development") && text.contains("Current official support for domain ai.onnx is till opset")
        && text.hasSuffix(". Next: install a newer onnxruntime, or export the model for an older opset.")
    }
  }

  @Test func `a model with an operator that nobody has is refused with its name`() async throws {
    let version = try ONNXRuntimeLibrary.shared.version
    await expectError(
      """
      Models/unknown-operator.onnx: it has an operator that ONNX Runtime \(version) does not: Fatal error: \
      example.netweight:Frobnicate(-1) is not a registered function/op. Next: export it with operators of ONNX, or use \
      the release of onnxruntime that it was made for.
      """
    ) { try await RuntimeModels.variant("unknown-operator").load() }
  }

  @Test func `a session also refuses what no reader has looked at`() throws {
    let file = try folder.write(Data("no model".utf8), to: "Models/junk.onnx")
    let library = try ONNXRuntimeLibrary.shared
    let configuration = SessionConfiguration(ONNXOptions(threads: 1))
    for (source, name) in [
      (ModelSource.file(file), "Models/junk.onnx"), (.bytes(Data("no model".utf8), name: "bytes"), "bytes"),
      (.bytes(Data(), name: "nothing"), "nothing"),
      (.file(folder.url.appending(path: "Models/no.onnx")), "Models/no.onnx"),
    ] {
      #expect {
        try ONNXSession(source, in: library, configuration)
      } throws: { error in
        "\(error)".hasPrefix("\(name): ONNX Runtime \(library.version) cannot load it: ")
      }
    }
  }
}
