import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

/// What the library that is on this machine says of models with known kernels.
@Suite struct OpenVINOVariantPlacementTests {
  private let input = [Tensor(vector: (0..<64).map { Float($0 % 17) / 16 })]

  private func placement(
    _ name: String, _ format: NumericFormat, batch: Int? = nil, properties: [String: String] = [:]
  ) async throws -> Placement {
    let options = OpenVINOOptions(
      threads: 1, inferencePrecision: .fp32, batch: batch, properties: properties)
    return try await OpenVINOVariant(fixture: Fixtures.url(name), format, options: options).placement(
      on: input)
  }

  private func findings(in placement: Placement, meant format: NumericFormat) -> [PlacementFinding] {
    PlacementExpectation(format: format, provider: "CPU").findings(in: placement)
  }

  @Test(arguments: ["mlp-fp32", "cnn-fp32", "transformer-fp32", "tied-fp32"])
  func `FP32 models run in FP32`(name: String) async throws {
    let placement = try await placement(name, .fp32)
    #expect(findings(in: placement, meant: .fp32) == [])
    #expect(!placement.weighted.isEmpty)
    #expect(Set(placement.weighted.map(\.precision)) == [.fp32])
    #expect(placement.nodes.allSatisfy { $0.provider == "CPU" && $0.nanoseconds != nil })
    #expect(abs(placement.nodes.map(\.shareOfTime).reduce(0, +) - 1) < 1e-6)
  }

  @Test(arguments: ["mlp-qdq", "mlp-qdq-s8-per-channel", "cnn-qdq", "transformer-qdq"])
  func `INT8 models with QuantizeLinear and DequantizeLinear run in INT8`(name: String) async throws {
    let placement = try await placement(name, .int8)
    #expect(findings(in: placement, meant: .int8) == [])
    #expect(Set(placement.weighted.map(\.precision)) == [.int8])
  }

  @Test func `nodes are told by the names of the model, without what was put behind them`() async throws {
    let apart = ["SNIPPETS_MODE": "DISABLE"]
    let fp32 = try await placement("mlp-fp32", .fp32, properties: apart)
    #expect(fp32.weighted.map(\.name) == ["/fc1/Add", "/fc2/Add", "logits"])
    #expect(fp32.weighted.map(\.layer) == ["/fc1", "/fc2", "logits"])
    let int8 = try await placement("mlp-qdq", .int8, properties: apart)
    #expect(int8.weighted.map(\.layer) == ["/fc1", "/fc2", "/fc3"])
    let cnn = try await placement("cnn-qdq", .int8, properties: apart)
    #expect(cnn.weighted.map(\.layer) == ["/conv1", "/conv2", "/conv3", "/fc"])
    #expect(
      cnn.weighted.map(\.operatorClass) == [.convolution, .convolution, .convolution, .matrixProduct])
  }

  @Test func `products of two activations are heavy and have no weights`() async throws {
    let placement = try await placement("transformer-qdq", .int8, properties: ["SNIPPETS_MODE": "DISABLE"])
    let products = placement.nodes.filter { $0.operatorClass.isHeavy && !$0.hasWeights }
    #expect(products.map(\.name) == ["/scores/MatMul", "/context/MatMul"])
    #expect(placement.weighted.count == 8)
  }

  /// OpenVINO multiplies what MatMulInteger takes in floats, which ONNX Runtime does not.
  @Test func `dynamic INT8 that is run in floats is found`() async throws {
    let placement = try await placement("mlp-dynamic", .int8)
    let found = findings(in: placement, meant: .int8)
    #expect(
      found.first?.sentence == """
        3 of 3 FullyConnected ran in FP32, meant for INT8: their operands are floats: they were not quantized, or are \
        MatMulInteger's, which OpenVINO runs in floats
        """)
    #expect(found.map(\.kind) == [.precision, .nothingCompressed])
    #expect(
      placement.weighted.map(\.layer) == ["/fc1/MatMul_quant", "/fc2/MatMul_quant", "/fc3/MatMul_quant"])
  }

  @Test func `a layer that the quantizer passed by is found`() async throws {
    let found = findings(in: try await placement("mlp-unsupported-operator", .int8), meant: .int8)
    #expect(found.map(\.kind) == [.precision])
    #expect(found.first?.nodes.map(\.name) == ["/fc1/Einsum"])
  }

  @Test func `weights that are compressed in memory only are found`() async throws {
    let placement = try await placement(
      "mlp-int4", .int4, properties: ["DYNAMIC_QUANTIZATION_GROUP_SIZE": "0"])
    #expect(
      findings(in: placement, meant: .int4).first?.sentence == """
        3 of 3 FullyConnectedCompressed ran in FP32, meant for INT4: their weights are compressed in memory only, and \
        made floats before they are multiplied
        """)
  }

  @Test func `uint16 activations are found`() async throws {
    let placement = try await placement(
      "mlp-uint16-activations", .int8, properties: ["DYNAMIC_QUANTIZATION_GROUP_SIZE": "0"])
    #expect(Set(placement.weighted.map(\.precision)) == [.fp32])
    #expect(findings(in: placement, meant: .int8).map(\.kind) == [.precision, .nothingCompressed])
  }

  /// With AVX2 OpenVINO does so by itself in this model, once all lengths are known.
  @Test(arguments: [[:], ["SNIPPETS_MODE": "IGNORE_CALLBACK"]])
  func `layers that were fused into a Subgraph are FP32 where nothing else can be`(
    properties: [String: String]
  ) async throws {
    let placement = try await placement("tied-fp32", .fp32, batch: 1, properties: properties)
    #expect(findings(in: placement, meant: .fp32) == [])
    let isFused = placement.weighted.contains { $0.operatorType == "Subgraph" }
    #expect(isFused == !placement.remarks.isEmpty)
    #expect(isFused || properties.isEmpty)
    guard isFused else { return }
    #expect(
      placement.remarks.first?.hasPrefix("OpenVINO fused layers with weights into Subgraph nodes: ") == true)
  }

  @Test(arguments: ["mlp-qdq", "cnn-qdq", "transformer-qdq"])
  func `a Subgraph without weights is not taken for one with`(name: String) async throws {
    let placement = try await placement(name, .int8, batch: 1)
    #expect(findings(in: placement, meant: .int8) == [])
    #expect(!placement.weighted.contains { $0.operatorType == "Subgraph" })
  }

  @Test func `an IR is placed as an ONNX model is`() async throws {
    let ir = try TinyIR()
    let placement = try await OpenVINOVariant("fp32", at: ir.model).placement(on: [
      Tensor(vector: [1, 2, 3, 4])
    ])
    #expect(placement.weighted.map(\.name) == ["multiply"])
    #expect(placement.weighted.map(\.operatorType) == ["FullyConnected"])
  }

  @Test func `a placement of nothing is refused`() async throws {
    await expectError(
      "the list of inputs to profile 'dense' on has shape [0], expected [1]: check the sample set and the model's input size"
    ) { try await OpenVINOVariant(fixture: Fixtures.small("dense")).placement(on: []) }
  }

  @Test func `an input that does not fit is told as in any run`() async throws {
    await #expect(throws: RuntimeError.self) {
      try await OpenVINOVariant(fixture: Fixtures.small("dense")).placement(on: [Tensor(vector: [1, 2])])
    }
  }
}
