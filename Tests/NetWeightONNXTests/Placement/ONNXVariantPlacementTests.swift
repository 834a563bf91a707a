import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// The same as the recorded ones, of the library that is on this machine.
@Suite struct ONNXVariantPlacementTests {
  private let input = [Tensor(vector: [1, 2, 3, 4])]

  @Test func `what runs is told by the names of the model`() async throws {
    let placement = try await RuntimeModels.variant("dense").placement(on: input)
    let node = try #require(placement.nodes.first)
    #expect(placement.nodes.count == 1)
    #expect(node.name == "multiply")
    #expect(node.operatorType == "Gemm")
    #expect(node.kernel == "float × float")
    #expect(node.precision == .fp32)
    #expect(node.provider == "CPUExecutionProvider")
    #expect(node.multiplyAccumulates == 12)
    #expect(node.hasWeights)
    #expect(node.shareOfTime == 1)
    #expect(placement.remarks == [])
  }

  @Test func `each promise of a format is judged by it`() async throws {
    let variant = RuntimeModels.variant("dense")
    #expect(variant.executionProvider == "CPUExecutionProvider")
    let placement = try await variant.placement(on: input)
    let findings = { (format: NumericFormat) in
      PlacementExpectation(format: format, provider: variant.executionProvider).findings(in: placement)
        .map(\.sentence)
    }
    #expect(findings(.fp32) == [])
    #expect(
      findings(.int8) == [
        "1 of 1 Gemm ran in FP32, meant for INT8: its weights are floats in the file",
        "no node with weights ran in INT8: smaller files are all that the format gives here",
      ])
  }

  @Test func `nodes stay apart in a session that may not optimize`() async throws {
    let variant = RuntimeModels.variant(
      "dense", options: ONNXOptions(threads: 1, graphOptimization: .nothing))
    let placement = try await variant.placement(on: input)
    #expect(placement.nodes.map(\.name) == ["multiply", "add"])
    #expect(placement.nodes.map(\.operatorClass) == [.matrixProduct, .other])
    #expect(placement.nodes.map(\.precision) == [.fp32, nil])
  }

  @Test func `a model in memory is placed as one in a file is`() async throws {
    let bytes = ONNXVariant(
      "dense", bytes: try RuntimeModels.bytes("dense"), format: .fp32, options: ONNXOptions(threads: 1))
    #expect(try await bytes.placement(on: input).nodes.map(\.name) == ["multiply"])
  }

  @Test func `sessions for one call at a time are placed too`() async throws {
    let variant = RuntimeModels.variant("dense", options: ONNXOptions(threads: 1, sessions: .perThread))
    #expect(try await variant.placement(on: input).nodes.map(\.name) == ["multiply"])
  }

  @Test func `weights in other files are weights`() async throws {
    let placement = try await RuntimeModels.variant("external/dense").placement(on: input)
    #expect(placement.weighted.map(\.name) == ["multiply"])
    #expect(placement.remarks == [])
  }

  @Test func `a placement of nothing is refused`() async throws {
    await expectError(
      "the list of inputs to profile 'dense' on has shape [0], expected [1]: check the sample set and the model's input size"
    ) { try await RuntimeModels.variant("dense").placement(on: []) }
  }

  @Test func `an input that does not fit is told as in any run`() async throws {
    await #expect(throws: (any Error).self) {
      try await RuntimeModels.variant("dense-static").placement(on: [Tensor(vector: [1, 2])])
    }
  }

  @Test func `options that keep quantization apart are known`() {
    #expect(SessionFacts(ONNXOptions()).fusesQuantization)
    #expect(SessionFacts(ONNXOptions(graphOptimization: .extended)).fusesQuantization)
    #expect(!SessionFacts(ONNXOptions(graphOptimization: .basic)).fusesQuantization)
    #expect(!SessionFacts(ONNXOptions(config: ["session.disable_quant_qdq": "1"])).fusesQuantization)
    #expect(SessionFacts(ONNXOptions(providers: [.coreML])).provider == "CoreMLExecutionProvider")
  }
}
