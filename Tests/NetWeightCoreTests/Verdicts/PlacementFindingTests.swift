import NetWeightCore
import Testing

@Suite struct PlacementFindingTests {
  private func findings(
    _ nodes: [PlacedNode], format: NumericFormat = .int8, allowing: Set<String> = [], bytes: Int? = nil,
    floor: Double = 0, reference: PlacementExpectation.Reference? = nil
  ) -> [String] {
    PlacementExpectation(format: format, allowing: allowing, bytes: bytes, reference: reference)
      .findings(in: Placement(nodes: nodes, timingFloor: floor)).map { "\($0.kind.rawValue): \($0)" }
  }

  private func fp32(_ nodes: [PlacedNode] = [], bytes: Int? = nil) -> PlacementExpectation.Reference {
    PlacementExpectation.Reference(
      name: "fp32", format: .fp32, placement: nodes.isEmpty ? nil : Placement(nodes: nodes), bytes: bytes)
  }

  private let shared = PlacementReason(
    cause: "its input is shared by several DequantizeLinear", cure: "quantize activations to uint8")

  @Test func `nodes with one cause are one finding`() {
    let nodes =
      ["q", "k", "v"].map { PlacedNode.node($0, precision: .fp32, reason: shared) }
      + ["out", "up", "down"].map { .node($0) }
    #expect(
      findings(nodes) == [
        "precision: 3 of 6 Dense ran in FP32, meant for INT8, 75 % of the time (q, k, v): their input is shared by "
          + "several DequantizeLinear"
      ])
  }

  @Test func `one node has its cause in the singular`() {
    #expect(
      findings([.node("q", precision: .fp32, reason: shared), .node("k")]) == [
        "precision: 1 of 2 Dense ran in FP32, meant for INT8, 25 % of the time (q): its input is shared by several "
          + "DequantizeLinear"
      ])
  }

  @Test func `nodes with two causes are two, the longer first`() {
    var second = PlacedNode.node(
      "k", precision: .fp32,
      reason: PlacementReason(cause: "its output is not quantized", cure: "quantize it"))
    second.shareOfTime = 0.5
    #expect(
      findings([.node("q", precision: .fp32, reason: shared), second, .node("v")]).map { $0.suffix(28) } == [
        " its output is not quantized", " by several DequantizeLinear",
      ])
  }

  @Test func `weights that are made floats in every run are named with what takes them`() {
    let nodes = [
      PlacedNode.other("w1_dq", "DequantizeLinear", share: 0.4, conversion: .weights(for: ["fc1"])),
      .other("w2_dq", "DequantizeLinear", share: 0.2, conversion: .weights(for: ["fc2"])), .node("fc3"),
    ]
    #expect(
      findings(nodes) == [
        "unfused: 2 DequantizeLinear turn weights into floats in every run, 60 % of the time (w1_dq, w2_dq): what "
          + "multiplies them takes floats: fc1, fc2"
      ])
    #expect(
      findings(nodes, allowing: ["fc1"]) == [
        "unfused: 1 DequantizeLinear turns weights into floats in every run, 20 % of the time (w2_dq): what multiplies "
          + "them takes floats: fc2"
      ])
  }

  @Test func `casts between floats are found`() {
    let casts = (1...6).map { PlacedNode.other("cast\($0)", "Cast", share: 0.1, conversion: .floats) }
    #expect(
      findings(casts + [.node("fc", precision: .fp16)], format: .fp16) == [
        "cast: 6 Cast between floats of two widths in every run, 60 % of the time (cast1, cast2, cast3, cast4 and 2 "
          + "more): some kernels take only the one width and some only the other"
      ])
  }

  @Test func `a format that no node ran is found, and so are files that are no smaller`() {
    let nodes = [PlacedNode.node("fc1", precision: .fp32), .node("fc2", precision: .fp32)]
    #expect(
      findings(nodes, format: .int4, bytes: 1_000_000, reference: fp32(bytes: 1_000_000)).first
        == "nothing compressed: no node with weights ran in INT4, and the files have 1.00 MB, those of 'fp32' 1.00 MB: "
        + "what compressed it changed no weights")
    #expect(
      findings(nodes, format: .fp16, bytes: 500_000, reference: fp32(bytes: 1_000_000)).last
        == "nothing compressed: no node with weights ran in FP16, 50 % of the time (fc1, fc2): smaller files are all that "
        + "the format gives here")
  }

  @Test func `files that are no smaller are found even if every node ran as meant`() {
    #expect(
      findings([.node("fc1")], bytes: 1001, reference: fp32(bytes: 1000)) == [
        "nothing compressed: the files have 1.00 kB, those of 'fp32' 1.00 kB: what compressed it changed no weights"
      ])
    #expect(findings([.node("fc1")], bytes: 999, reference: fp32(bytes: 1000)) == [])
  }

  @Test func `a variant in the format of its reference need be no smaller, and its kernels no faster`() {
    let nodes = [PlacedNode.timed("fc1", .fp32, microseconds: 10, megaMACs: 1)]
    #expect(findings(nodes, format: .fp32, bytes: 1001, reference: fp32(nodes, bytes: 1000)) == [])
  }

  @Test func `kernels that are slower than the reference's are found by what they reach`() {
    let slow = PlacementReason(cause: "ConvInteger has no fast kernel", cure: "quantize it statically")
    let nodes = ["c1", "c2"].map {
      PlacedNode.timed($0, .int8, microseconds: 100, megaMACs: 1, operatorType: "ConvInteger", reason: slow)
    }
    let before = ["c1", "c2"].map { PlacedNode.timed($0, .fp32, microseconds: 25, megaMACs: 1) }
    #expect(
      findings(nodes, reference: fp32(before)) == [
        "slow kernel: 2 ConvInteger reached 10.0 GMAC/s in INT8, 'fp32' 40.0 GMAC/s in FP32, 50 % of the time (c1, c2): "
          + "ConvInteger has no fast kernel"
      ])
  }

  @Test(arguments: [(9.08, false), (9.1, true), (10, true)])
  func `a tenth faster is the least`(microseconds: Double, isFound: Bool) {
    let found = findings(
      [.timed("a", .int8, microseconds: microseconds, megaMACs: 1)],
      reference: fp32([.timed("a", .fp32, microseconds: 10, megaMACs: 1)]))
    #expect(found.isEmpty != isFound)
  }

  @Test func `what takes under a twentieth of the time may be slow`() {
    let before = fp32([.timed("a", .fp32, microseconds: 10, megaMACs: 1)])
    let slow = { (share: Double) in PlacedNode.timed("a", .int8, microseconds: 20, megaMACs: 1, share: share)
    }
    #expect(findings([slow(0.05)], reference: before).count == 1)
    #expect(findings([slow(0.049)], reference: before).isEmpty)
  }

  @Test func `a layer is compared with itself, and with all like it where it has no other`() {
    let before = fp32([
      .timed("narrow", .fp32, microseconds: 100, megaMACs: 1),
      .timed("wide", .fp32, microseconds: 10, megaMACs: 1),
    ])
    let layer = { (name: String) in PlacedNode.timed(name, .int8, microseconds: 60, megaMACs: 1) }
    #expect(findings([layer("narrow")], reference: before).isEmpty)
    #expect(findings([layer("wide")], reference: before).count == 1)
    #expect(findings([layer("new")], reference: before).count == 1)
  }

  @Test func `times that are as short as the timing itself prove nothing`() {
    let before = fp32([.timed("a", .fp32, microseconds: 10, megaMACs: 1)])
    let slow = [PlacedNode.timed("a", .int8, microseconds: 20, megaMACs: 1)]
    #expect(findings(slow, floor: 19_999, reference: before).count == 1)
    #expect(findings(slow, floor: 20_000, reference: before).isEmpty)
  }

  @Test func `what timing costs is counted for the variant, since it is an estimate`() {
    let slow = [PlacedNode.timed("a", .int8, microseconds: 11, megaMACs: 1)]
    let found = { (floor: Double) in
      PlacementExpectation(
        format: .int8,
        reference: PlacementExpectation.Reference(
          name: "fp32", format: .fp32,
          placement: Placement(
            nodes: [.timed("a", .fp32, microseconds: 10, megaMACs: 1)], timingFloor: floor))
      ).findings(in: Placement(nodes: slow)).count
    }
    #expect(found(1000) == 1)
    #expect(found(3000) == 0)
  }

  @Test func `a healthy variant has none`() {
    let before = fp32([.timed("a", .fp32, microseconds: 100, megaMACs: 5)], bytes: 1000)
    let nodes = [
      PlacedNode.timed("a", .int8, microseconds: 40, megaMACs: 5), .other("q", "QuantizeLinear"),
      .node("scores", precision: .fp32, hasWeights: false),
    ]
    #expect(findings(nodes, bytes: 260, reference: before) == [])
  }
}
