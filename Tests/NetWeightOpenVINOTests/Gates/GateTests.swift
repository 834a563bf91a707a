import NetWeight
import NetWeightOpenVINO
import Testing

/// Promises of what OpenVINO runs, as a user's tests have them.
@Suite struct GateTests {
  private let fp32 = OpenVINOVariant(
    "fp32", at: Fixtures.url("cnn-fp32"), options: OpenVINOOptions(threads: 1, inferencePrecision: .fp32))
  private let int8 = OpenVINOVariant(
    "int8", at: Fixtures.url("cnn-qdq"), options: OpenVINOOptions(threads: 1))

  private func gold() throws -> SampleSet {
    try .gold("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1"))
  }

  @Test func `an INT8 model keeps quality, size, answers and kernels`() async throws {
    try await expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold(), from: fp32)
    try await expectSmaller(int8, than: fp32, by: .times(3))
    try await expectStable(int8, on: gold())
    #expect(try await expectNoFallback(int8, on: gold()).ruling == .held)
    #expect(try await expectNoFallback(fp32, on: gold()).ruling == .held)
  }

  #if !DEBUG && os(Linux)
    /// In a process with another allocator, which OpenVINO's thread pool does not get along with by itself.
    @Test func `peak memory is read`() async throws {
      #expect(try await expectPeakMemory(int8, atMost: .megabytes(64), on: gold()).ruling == .held)
    }
  #endif
}
