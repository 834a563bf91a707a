import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct StaticInspectionTests {
  /// A processor with VNNI, unless said otherwise.
  private static func inspect(
    _ name: String, provider: String = "cpu", vnni: Bool? = true, mayLackVNNI: Bool = false,
    runtime: Int? = 31, expected: NumericFormat? = nil
  ) throws -> StaticInspection {
    try StaticInspection(
      of: try InspectedModels.read(name),
      for: StaticTarget(
        provider: provider, hasExactDotProduct: vnni, mayLackVNNI: mayLackVNNI, runtimeMinorVersion: runtime,
        expected: expected))
  }

  private static func texts(
    _ name: String, provider: String = "cpu", vnni: Bool? = true, runtime: Int? = 31,
    expected: NumericFormat? = nil
  ) throws -> [String] {
    try inspect(name, provider: provider, vnni: vnni, runtime: runtime, expected: expected).findings.map {
      ($0.isRemark ? "remark " : "") + $0.description
    }
  }

  @Test(arguments: [
    "perceptron", "qdq", "qdq-s8s8", "convolution", "dynamic", "blocks", "function",
  ])
  func `nothing is found in a healthy model`(name: String) throws {
    #expect(try Self.inspect(name).isBroken == false)
  }

  @Test func `sizes are by type, the largest first`() throws {
    let sizes = try Self.inspect("qdq").sizes
    #expect(
      sizes.map { "\($0.elementType) \($0.tensors) \($0.elements) \($0.bytes)" } == [
        "int8 4 92 92", "float 4 10 40", "uint8 1 1 1",
      ])
    let types = try Self.inspect("types").sizes
    #expect(types.first { $0.elementType == .int4 }?.bytes == 8)
    #expect(types.first { $0.elementType == .string }?.bytes == 8)
    #expect(types.first { $0.elementType == .complex64 }?.bytes == 16)
    // A tensor in a file beside the model counts as any other.
    #expect(try Self.inspect("external").sizes.map(\.bytes) == [96])
  }

  @Test(arguments: ["perceptron", "dynamic"])
  func `zeros are counted as numpy counts them`(name: String) throws {
    let oracle = try #require(InspectedModels.oracle[name])
    for weights in try Self.inspect(name).weights {
      let expected = try #require(oracle.tensors.first { $0.name == weights.name }?.zeros)
      #expect(weights.zeros == expected, "\(weights.name)")
    }
    #expect(oracle.tensors.contains { $0.zeros ?? 0 > 0 })
  }

  @Test func `a zero point that no integer is ends nothing, and no zeros are counted at it`() throws {
    let weights = try #require(try Self.inspect("float-zero-point").weights.first)
    #expect(weights.name == "integers")
    #expect(weights.zeros == nil)
  }

  @Test func `what stands for zero is a zero of quantized weights`() throws {
    let weights = try #require(try Self.inspect("several-zero-points").weights.first)
    #expect(weights.zeros == InspectedModels.oracle["several-zero-points"]?.atZeroPoint)
    let oracle = try #require(InspectedModels.oracle["qdq"])
    let zeros = ["w1", "w2"].map { name in oracle.tensors.first { $0.name == name }?.zeros }
    #expect(try Self.inspect("qdq").weights.map(\.zeros) == zeros)
    // Weights of 4 bits in blocks are packed, so which are zero is not told.
    #expect(try Self.inspect("blocks").weights.map(\.zeros) == [nil])
  }

  @Test(arguments: ["qdq", "convolution", "dynamic"])
  func `pairs that overflow without VNNI are those whose arithmetic overflows`(name: String) throws {
    let findings = try Self.inspect(name, vnni: false).findings.filter { $0.kind == .saturation }
    for (weights, pairs) in try #require(InspectedModels.oracle[name]?.pairs) {
      let finding = findings.first { $0.subject.contains("'\(weights)'") }
      #expect(pairs[0] > 0)
      #expect(finding?.figures.hasPrefix("have \(pairs[0]) of \(pairs[1]) pairs (") == true, "\(weights)")
    }
    // The depthwise convolution has a kernel without that sum.
    #expect(findings.count == InspectedModels.oracle[name]?.pairs?.count)
  }

  @Test func `pairs that overflow are a remark, unless the model is to run without VNNI`() throws {
    let finding = try #require(try Self.inspect("dynamic", vnni: false, mayLackVNNI: true).findings.first)
    #expect(!finding.isRemark)
    #expect(
      finding.description == """
        saturation: weights 'w' of MatMulInteger 'integer' have 3 of 24 pairs (12 %) that can overflow 16 bits: with \
        uint8 activations a processor without VNNI, as this one, can give other answers than one with it. Next: \
        quantize with reduce_range, or with uint8 weights, if it is to run on both.
        """)
    let remarks = try [true, false, nil].map { try Self.inspect("dynamic", vnni: $0).findings }
    #expect(remarks.map { $0.map(\.isRemark) } == [[true], [true], [true]])
    #expect(remarks[0][0].consequence.contains("without VNNI, which this one has, can give"))
    #expect(remarks[2][0].consequence.contains("without VNNI can give"))
  }

  @Test func `signed activations meet in sums that do not overflow`() throws {
    #expect(try Self.inspect("qdq-s8s8", vnni: false, mayLackVNNI: true).findings == [])
  }

  @Test func `scales that are no scales are found, of tensors and of channels`() throws {
    let next = "calibrate again, with samples that reach"
    #expect(
      try Self.texts("bad-scales", vnni: nil).filter { $0.hasPrefix("scale") } == [
        """
        scale: scale 'sx' of QuantizeLinear 'q_x' is zero: what is quantized with it has no value of its own any more. \
        Next: \(next) QuantizeLinear 'q_x', and look at the range that was found there.
        """,
        """
        scale: scale 'sw' of DequantizeLinear 'dq_w' is NaN in 1, infinite in 1, zero in 2, negative in 1 of 7 channels: \
        what is quantized with it has no value of its own any more. Next: \(next) DequantizeLinear 'dq_w', and look at the \
        range that was found there.
        """,
      ])
  }

  @Test func `weights that are not finite are found`() throws {
    #expect(
      try Self.texts("not-finite") == [
        """
        not finite: weights 'w' are infinite or NaN in 2 of 48 places: what they are multiplied with becomes NaN or \
        infinite. Next: convert again, and keep layers in float whose weights are over 65,504.
        """
      ])
  }

  @Test func `scales along the wrong dimension are found`() throws {
    #expect(
      try Self.texts("wrong-axis").first == """
        per channel: weights 'w1' of MatMul 'first' have 8 scales along dimension 0 of [8, 7]: cpu has no integer kernel \
        for that: products of different scales would meet in one sum. Next: quantize along dimension 1, the output \
        channels, or with one scale per tensor.
        """)
  }

  @Test func `scales of activations and zero points per channel are found`() throws {
    #expect(
      try Self.texts("several-zero-points").map { String($0.prefix { $0 != ":" }) } == [
        "per channel", "per channel",
      ])
    #expect(
      try Self.texts("several-zero-points") == [
        """
        per channel: weights 'w' of Conv 'conv' have 5 scales along dimension 0 of [5, 4, 3, 3]: cpu has no integer kernel \
        for that: convolutions take scales per channel only with one zero point. Next: quantize the weights symmetrically.
        """,
        """
        per channel: QuantizeLinear 'q_x' gives activations 4 scales: cpu has no integer kernel for that: products of \
        different scales would meet in one sum. Next: quantize activations with one scale per tensor.
        """,
      ])
  }

  @Test(arguments: [
    (
      "qdq", "xnnpack",
      "only convolutions have scales per channel. Next: quantize MatMul 'first' with one scale per tensor"
    ),
    (
      "several-zero-points", "xnnpack",
      "it takes int8 along dimension 0 only. Next: quantize Conv 'conv' with one scale per tensor"
    ),
    (
      "several-zero-points", "tensorrt",
      "it takes symmetric int8 only. Next: quantize the weights symmetrically, as int8"
    ),
  ])
  func `providers differ in where they have scales per channel`(model: String, provider: String, text: String)
    throws
  {
    let findings = try Self.inspect(model, provider: provider).findings.filter { $0.kind == .perChannel }
    #expect(
      findings.map { $0.description.hasSuffix("\(provider) has no integer kernel for that: \(text).") } == [
        true
      ])
    #expect(try Self.inspect("convolution", provider: provider).isBroken == false)
  }

  @Test func `tensors that nothing uses are found, and a remark when they are small`() throws {
    #expect(
      try Self.texts("unused") == [
        """
        unused: tensors 'w_before', 'tiny' take 200 B, 51 % of all tensors, and no node uses them: the file is larger than \
        it need be. Next: remove them, as a run through the exporter's or ONNX Runtime's optimizer does.
        """
      ])
    #expect(
      try Self.texts("unused-constant").map {
        $0.hasPrefix("remark unused: tensors 'tiny' take 4 B, 0.26 % of ")
      } == [true])
    // What only a branch uses is used; what only its own branch could use and does not is not.
    #expect(try Self.texts("branches").map { $0.contains("'nobody's' take") } == [true])
  }

  @Test func `weights that a caller may replace are found, and not in files that have to list them`() throws {
    #expect(
      try Self.texts("replaceable") == [
        """
        replaceable: tensors 'w' are listed as inputs too, 1 of them weights or scales: a caller may replace them, so the \
        runtime fuses and prepares nothing with them. Next: remove them from the inputs, as \
        onnxruntime.tools.remove_initializer_from_input does.
        """
      ])
    #expect(try Self.texts("replaceable-ir-3") == [])
  }

  @Test func `what is newer than the runtime is found, where the runtime is known`() throws {
    #expect(
      try Self.texts("new-versions", runtime: 31) == [
        """
        version: IR version 55 is newer than 13, the last that ONNX Runtime 1.31 reads: ONNX Runtime 1.31 refuses to load \
        it. Next: save it with ir_version = 13 if it needs nothing newer.
        """,
        """
        version: operator set ai.onnx 99 is newer than 26, the last that ONNX Runtime 1.31 knows: ONNX Runtime 1.31 \
        refuses to load it. Next: export it for operator set 26.
        """,
        """
        version: operator set ai.onnx.ml 77 is newer than 5, the last that ONNX Runtime 1.31 knows: ONNX Runtime 1.31 \
        refuses to load it. Next: export it for operator set 5.
        """,
      ])
    #expect(try Self.texts("types", runtime: 18).filter { $0.hasPrefix("version") } == [])
    #expect(try Self.texts("new-versions", runtime: nil) == [])
  }

  @Test func `operators of others are a remark, and functions of the model are not`() throws {
    #expect(
      try Self.texts("foreign") == [
        """
        remark custom operators: domain 'org.example' has 1 nodes, the first Whiten 'white': the runtime loads the model \
        only together with a library of these operators. Next: give that library to the session, or export the model \
        without them.
        """
      ])
    #expect(try Self.texts("function") == [])
  }

  @Test func `a list of operator sets without one that is used is found`() throws {
    #expect(
      try Self.texts("no-operator-set") == [
        """
        version: domain 'ai.onnx' has operators in the model and no version in its list of operator sets: runtimes refuse \
        to load it. Next: export the model again.
        """
      ])
  }

  @Test func `a model in which nothing was compressed is found`() throws {
    #expect(
      try Self.texts("perceptron", expected: .int8) == [
        """
        nothing compressed: 'w1' of MatMul 'first', 'w2' of Gemm 'second' are stored as float: 100 % of 72 weights are not \
        INT8: the model was not compressed at all. Next: check the recipe: quantizers skip operators that they do not \
        know, and say nothing.
        """
      ])
    #expect(try Self.inspect("blocks", expected: .int4).findings == [])
    #expect(try Self.inspect("blocks").formats == [.int4: 192])
    #expect(try Self.inspect("blocks", expected: .int8).isBroken)
    #expect(try Self.inspect("qdq", expected: .int8).isBroken == false)
  }
}
