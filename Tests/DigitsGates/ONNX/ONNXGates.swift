import NetWeight
import NetWeightONNX

@Suite(
  "The compressed digits models in ONNX Runtime", .baseline("digits-onnx", reference: ONNXFixture.mlp),
  .uncontended)
struct ONNXGates {
  let fp32 = ONNXFixture.mlp
  let int8 = ONNXFixture.model("mlp-qdq", .int8)
  let int4 = ONNXFixture.model("mlp-int4", .int4)
  let gold: SampleSet
  let hard: SampleSet

  init() throws {
    gold = try Digits.gold()
    hard = try Digits.hard()
  }

  @Test func `int8 keeps its promises`() async throws {
    try await #expectWithinDrop(int8, of: .points(1.5), in: .accuracy, on: gold)
    try await #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: hard)
    try await #expectFaster(int8, than: fp32, p50: .times(1.2), on: gold)
    try await #expectNoFallback(int8, on: gold)
    try await #expectSmaller(int8, than: fp32, by: .times(3.5))
  }

  @Test func `int4 keeps its promises`() async throws {
    try await #expectWithinDrop(int4, of: .points(1.5), in: .accuracy, on: hard)
    try await #expectNoFallback(int4, on: gold)
    try await #expectSmaller(int4, than: fp32, by: .times(6))
  }
}
