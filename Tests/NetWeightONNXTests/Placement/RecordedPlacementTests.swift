import NetWeightCore
import NetWeightONNX
import Testing

/// What ONNX Runtime really did with models in which a fault was planted, and with healthy ones.
@Suite struct RecordedPlacementTests {
  private static let provider = "CPUExecutionProvider"

  private func findings(
    _ name: String, _ format: NumericFormat, session: SessionFacts = SessionFacts(isX86: true),
    provider: String = provider, from reference: String? = nil
  ) throws -> [PlacementFinding] {
    let recording = try Recording(name)
    let before = try reference.map { try Recording($0) }
    return PlacementExpectation(
      format: format, provider: provider, bytes: recording.bytes,
      reference: try before.map {
        PlacementExpectation.Reference(
          name: "fp32", format: .fp32, placement: try $0.placement(), bytes: $0.bytes)
      }
    ).findings(in: try recording.placement(session: session))
  }

  private func sentences(_ findings: [PlacementFinding]) -> [String] {
    findings.map { "\($0.kind.rawValue): \($0.sentence)" }.sorted()
  }

  @Test(arguments: [
    ("mlp-qdq", NumericFormat.int8, "mlp"), ("mlp-dynamic", .int8, "mlp"), ("cnn-qdq", .int8, "cnn"),
    ("block-qdq", .int8, "block"), ("products-int4", .int4, "products"), ("mlp-fp32", .fp32, "mlp"),
    ("cnn-fp32", .fp32, "cnn"), ("block-fp32", .fp32, "block"),
  ])
  func `healthy models have no finding`(name: String, format: NumericFormat, model: String) throws {
    #expect(sentences(try findings("1.31.1-\(name)", format, from: "1.31.1-\(model)-fp32")) == [])
  }

  @Test(arguments: ["1.19.2", "1.23.2"])
  func `nor in older versions`(version: String) throws {
    #expect(sentences(try findings("\(version)-mlp-qdq", .int8)) == [])
  }

  private static let notCompressed =
    "nothing compressed: no node with weights ran in INT8: smaller files are all that the format gives here"

  @Test(arguments: ["1.19.2", "1.23.2", "1.31.1"])
  func `activations of 16 bits`(version: String) throws {
    let found = try findings("\(version)-mlp-u16", .int8)
    #expect(
      sentences(found) == [
        Self.notCompressed,
        "precision: 3 of 3 Gemm ran in FP32, meant for INT8: their activations are uint16, and integer kernels take 8 bits",
        "unfused: 6 DequantizeLinear turn weights into floats in every run: what multiplies them takes floats: layer1, "
          + "layer2, layer3",
      ])
    #expect(found.compactMap(\.reason?.cure).contains("quantize activations to uint8"))
  }

  @Test func `an output without a quantizer`() throws {
    #expect(
      sentences(try findings("1.31.1-cnn-unquantized-output", .int8)) == [
        "precision: 1 of 3 Conv ran in FP32, meant for INT8: its input comes in floats from Conv 'conv2', without "
          + "QuantizeLinear between them",
        "precision: 1 of 3 Conv ran in FP32, meant for INT8: its output is not quantized: Conv takes floats",
        "unfused: 4 DequantizeLinear turn weights into floats in every run: what multiplies them takes floats: conv2, "
          + "conv3",
      ])
  }

  @Test func `a float operator between`() throws {
    #expect(
      sentences(try findings("1.31.1-cnn-float-between", .int8)) == [
        "precision: 1 of 3 Conv ran in FP32, meant for INT8: Sigmoid 'sigmoid' computes floats between "
          + "DequantizeLinear and it",
        "unfused: 2 DequantizeLinear turn weights into floats in every run: what multiplies them takes floats: conv3",
      ])
  }

  @Test func `an operator without an integer kernel`() throws {
    #expect(
      sentences(try findings("1.31.1-up-qdq", .int8)) == [
        "precision: 1 of 2 ConvTranspose ran in FP32, meant for INT8: CPUExecutionProvider has no integer kernel of "
          + "ConvTranspose",
        "unfused: 1 DequantizeLinear turns weights into floats in every run: what multiplies them takes floats: upsample",
      ])
  }

  @Test func `an input that is shared by several DequantizeLinear`() throws {
    #expect(
      sentences(try findings("1.31.1-block-shared", .int8)) == [
        "precision: 3 of 6 MatMul ran in FP32, meant for INT8: their input is shared by several DequantizeLinear",
        "unfused: 3 DequantizeLinear turn weights into floats in every run: what multiplies them takes floats: key, "
          + "query, value",
      ])
  }

  @Test func `convolutions that are quantized dynamically`() throws {
    let found = try findings("1.31.1-cnn-dynamic", .int8, from: "1.31.1-cnn-fp32")
    #expect(found.map(\.kind) == [.slowKernel])
    #expect(found[0].what.hasPrefix("3 ConvInteger reached "))
    #expect(
      found[0].reason?.cause
        == "dynamic quantization of a convolution is run by ConvInteger, which is INT8 by type and slow")
    #expect(found[0].nodes.map(\.layer).sorted() == ["conv1", "conv2", "conv3"])
  }

  @Test func `kernels of two signed operands`() throws {
    let found = try findings("1.31.1-cnn-s8s8", .int8, from: "1.31.1-cnn-fp32")
    #expect(found.map(\.kind) == [.slowKernel])
    #expect(found[0].what.hasPrefix("3 QLinearConv reached "))
    #expect(
      found[0].reason?.cause == "int8 activations by int8 weights (s8s8) have no fast kernel on x86-64")
    let arm = try findings(
      "1.31.1-cnn-s8s8", .int8, session: SessionFacts(isX86: false), from: "1.31.1-cnn-fp32")
    #expect(arm[0].reason?.cause == "no faster than what it was compressed from")
  }

  @Test(arguments: ["1.19.2", "1.23.2"])
  func `and in older versions against each other`(version: String) throws {
    let found = try findings("\(version)-cnn-s8s8", .int8, from: "1.31.1-cnn-fp32")
    #expect(found.map(\.kind) == [.slowKernel])
    #expect(found[0].nodes.map(\.layer).sorted() == ["conv1", "conv2", "conv3"])
  }

  @Test func `4 bits that are multiplied as floats`() throws {
    #expect(
      sentences(try findings("1.31.1-products-int4-float", .int4, from: "1.31.1-products-fp32")) == [
        "nothing compressed: no node with weights ran in INT4: smaller files are all that the format gives here",
        "precision: 2 of 2 MatMulNBits ran in FP32, meant for INT4: their accuracy_level is below 4, so weights are made "
          + "floats before they are multiplied",
      ])
  }

  @Test func `4 bits that no weight was turned into`() throws {
    let found = try findings("1.31.1-mlp-int4-noop", .int4, from: "1.31.1-mlp-fp32")
    #expect(
      sentences(found) == [
        "nothing compressed: no node with weights ran in INT4, and the files have 1.06 MB, those of 'fp32' 1.06 MB: what "
          + "compressed it changed no weights",
        "precision: 3 of 3 FusedGemm and Gemm ran in FP32, meant for INT4: their weights are floats in the file",
      ])
    #expect(found.first { $0.kind == .nothingCompressed }?.shareOfTime == 1)
  }

  private static let noHalf =
    "precision: 3 of 3 FusedGemm and Gemm ran in FP32, meant for FP16: CPUExecutionProvider has no FP16 kernel for this, so "
    + "weights and inputs are made FP32"

  @Test func `FP16 on the processor`() throws {
    let nothing =
      "nothing compressed: no node with weights ran in FP16: smaller files are all that the format gives here"
    for version in ["1.23.2", "1.31.1"] {
      #expect(sentences(try findings("\(version)-mlp-fp16", .fp16)) == [nothing, Self.noHalf])
    }
    #expect(
      sentences(try findings("1.19.2-mlp-fp16", .fp16)) == [
        "cast: 6 Cast between floats of two widths in every run: some kernels take only the one width and some only the "
          + "other",
        nothing,
        Self.noHalf.replacing("FusedGemm and Gemm", with: "Gemm"),
      ])
  }

  @Test(arguments: ["1.19.2", "1.23.2", "1.31.1"])
  func `a session that may not optimize`(version: String) throws {
    let session = SessionFacts(fusesQuantization: false, isX86: true)
    #expect(
      sentences(try findings("\(version)-mlp-qdq-unoptimized", .int8, session: session)) == [
        Self.notCompressed,
        "precision: 3 of 3 Gemm ran in FP32, meant for INT8: graph optimization is off or basic, so nothing was fused",
        "unfused: 6 DequantizeLinear turn weights into floats in every run: what multiplies them takes floats: layer1, "
          + "layer2, layer3",
      ])
  }

  @Test func `another provider than was asked for`() throws {
    #expect(
      sentences(try findings("1.31.1-mlp-qdq", .int8, provider: "CoreMLExecutionProvider")) == [
        "provider: 3 of 3 computing nodes ran on CPUExecutionProvider, meant for CoreMLExecutionProvider: "
          + "CoreMLExecutionProvider is not there, or has no kernel for them"
      ])
  }

  @Test func `products of activations are no products of weights`() throws {
    let nodes = try Recording("1.31.1-block-shared").placement().nodes.filter(\.operatorClass.isHeavy)
    #expect(nodes.filter { !$0.hasWeights }.map(\.name) == ["scores", "context"])
    #expect(
      nodes.filter(\.hasWeights).map(\.name).sorted() == ["down", "key", "output", "query", "up", "value"])
  }

  @Test func `nodes are told by the names of the model, and layers by names that variants share`() throws {
    let named = { (name: String) in
      try Recording(name).placement().nodes.filter(\.operatorClass.isHeavy).map { [$0.name, $0.layer] }
    }
    let layers = ["conv1", "conv2", "conv3", "head"]
    #expect(try named("1.31.1-cnn-fp32") == layers.map { [$0, $0] })
    #expect(try named("1.31.1-cnn-qdq") == layers.map { [$0, $0] })
    for version in ["1.19.2", "1.23.2", "1.31.1"] {
      #expect(try named("\(version)-cnn-s8s8") == layers.map { ["\($0)_quant", $0] })
    }
    #expect(try named("1.31.1-cnn-dynamic").map { $0[1] } == layers)
    #expect(try named("1.31.1-products-int4") == [["first_Q4", "first"], ["second_Q4", "second"]])
  }

  @Test func `what ran is counted for baselines`() throws {
    #expect(
      try Recording("1.31.1-mlp-qdq").placement().kernelCounts.list
        == "1 × DequantizeLinear CPUExecutionProvider, 3 × QGemm INT8 CPUExecutionProvider, "
        + "1 × QuantizeLinear CPUExecutionProvider")
  }

  @Test func `without graphs weights are told by their bytes, and it is said what is not known`() throws {
    let known = try Recording("1.31.1-block-qdq").placement()
    let placement = try Recording("1.31.1-block-qdq").evidence(knowsGraphs: false).placement()
    #expect(placement.weighted.map(\.precision) == known.weighted.map(\.precision))
    #expect(
      placement.remarks == [
        "the graph that ran is not known, so it is not told why nodes ran as they did, and weights are told by their bytes"
      ])
  }

  @Test func `providers that took nodes are told`() throws {
    var evidence = try Recording("1.31.1-mlp-qdq").evidence()
    evidence.assignments = [
      .init(provider: "XnnpackExecutionProvider", name: "layer1", operatorType: "Gemm"),
      .init(provider: "XnnpackExecutionProvider", name: "layer2", operatorType: "Gemm"),
      .init(provider: "CPUExecutionProvider", name: "layer3", operatorType: "Gemm"),
    ]
    #expect(
      evidence.placement().remarks == [
        "2 nodes were assigned to XnnpackExecutionProvider (2 Gemm), which called none"
      ])
  }
}
