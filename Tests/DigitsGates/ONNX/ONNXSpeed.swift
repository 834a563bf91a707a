import NetWeight
import NetWeightCore
import NetWeightONNX

/// A broken promise of speed says which node is to blame, or what bounds a model whose kernels are as hoped.
@Suite("Speed of ONNX models", .uncontended)
struct ONNXSpeed {
  let sandbox: Sandbox
  let gold: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
  }

  @Test func `a slow kernel is named where it made the model slower`() async throws {
    let verdict = try await notFaster("cnn-qoperator-s8s8", .int8, than: "cnn-fp32", p50: 1.1)
    #expect(verdict.ruling == .broken)
    let why = verdict.notes.filter { $0.label == "kernels" }.map(\.text).joined()
    #expect(why.contains("QLinearConv reached"))
    #expect(why.contains("int8 activations by int8 weights (s8s8) have no fast kernel on x86-64"))
    #expect(verdict.next.contains("quantize activations to uint8"))
  }

  @Test func `a shared dequantizer is named where it kept weights in floats`() async throws {
    let verdict = try await notFaster("tied-int4-shared-dequantizer", .int4, than: "tied-fp32", p50: 1.1)
    let why = verdict.notes.filter { $0.label == "kernels" }.map(\.text).joined()
    #expect(why.contains("2 of 4 Gemm ran in FP32"))
  }

  @Test func `kernels as hoped are said to be so, with what bounds them`() async throws {
    let verdict = try await notFaster("transformer-qdq", .int8, than: "transformer-fp32", p50: 50)
    let why = verdict.notes.filter { $0.label == "kernels" }.map(\.text).joined()
    #expect(why.contains("kernels ran as hoped: all 8 nodes with weights in INT8"))
    #expect(why.contains("activation-bound"))
  }

  private func notFaster(
    _ name: String, _ format: NumericFormat, than reference: String, p50 times: Double
  ) async throws -> Verdict {
    try await sandbox.failing(saying: "broken") {
      try await #expectFaster(
        ONNXFixture.model(name, format), than: ONNXFixture.model(reference, .fp32), p50: .times(times),
        on: gold)
    }
  }
}
