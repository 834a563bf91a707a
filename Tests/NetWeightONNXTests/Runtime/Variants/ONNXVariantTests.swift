import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct ONNXVariantTests {
  @Test(arguments: [
    ("int8", NumericFormat.int8), ("int8-static", .int8), ("mlp_FP16", .fp16), ("dynamic.int4", .int4),
    ("bf16", .bf16), ("fp32", .fp32),
  ])
  func `the name says the format`(name: String, format: NumericFormat) async throws {
    let variant = ONNXVariant(name, at: RuntimeModels.url("dense"))
    #expect(variant.numericFormat == format)
    try await variant.prepare()
    #expect(ONNXVariant(name, at: RuntimeModels.url("dense"), format: .int4).numericFormat == .int4)
  }

  @Test(arguments: ["pruned", "print8", "int88"])
  func `a variant that does not say its format is not loaded`(name: String) async {
    let variant = ONNXVariant(name, at: RuntimeModels.url("dense"))
    let message = """
      Models/dense.onnx: variant '\(name)' does not say what its weights are multiplied in. Next: say it: \
      ONNXVariant("\(name)", at: …, format: .fp32).
      """
    await expectError(message) { try await variant.prepare() }
    await expectError(message) { try await variant.load() }
  }

  @Test func `the runtime is the library that was found`() throws {
    let version = try ONNXRuntimeLibrary.shared.version
    #expect("\(RuntimeModels.variant("dense").runtime)" == "ONNX Runtime \(version)")
  }

  @Test func `a variant is the same with another file`() async throws {
    let variant = RuntimeModels.variant("dense", options: ONNXOptions(threads: 1, usesArena: false))
    let other = try #require(
      variant.replacingArtefact(with: [RuntimeModels.url("relu")]) as? ONNXVariant)
    #expect(other.name == "dense")
    #expect(other.options == variant.options)
    #expect(other.artefactFiles.map(\.lastPathComponent) == ["relu.onnx"])
    #expect(try await answer(other, [2], [-1, 1]) == Tensor(vector: [0, 1]))
    #expect(variant.replacingArtefact(with: []).artefactFiles == variant.artefactFiles)
  }

  @Test func `memory is read without an arena`() throws {
    let variant = RuntimeModels.variant("dense")
    #expect(variant.options.usesArena)
    #expect((variant.configuredForMemory as? ONNXVariant)?.options.usesArena == false)
    #expect(variant.memoryConfiguration == "the arena of ONNX Runtime is off")
  }

  @Test func `the files of a model that cannot be read are the one that was named`() {
    let url = RuntimeModels.url("nowhere")
    let variant = ONNXVariant("int8", at: url)
    #expect(variant.artefactFiles == [url])
    #expect(throws: ONNXModelFileError.self) { try variant.listArtefactFiles() }
  }
}
