import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

/// What the library that is on this machine says of models with known kernels.
@Suite struct OpenVINOVariantPlacementTests {
  private let input = [Tensor(vector: (0..<64).map { Float($0 % 17) / 16 })]

  private func placement(
    _ name: String, _ format: NumericFormat,
    options: OpenVINOOptions = OpenVINOOptions(threads: 1, inferencePrecision: .fp32)
  ) async throws -> Placement {
    try await OpenVINOVariant(fixture: Fixtures.url(name), format, options: options).placement(on: input)
  }

  private func findings(in placement: Placement, meant format: NumericFormat) -> [String] {
    PlacementExpectation(format: format, provider: "CPU").findings(in: placement).map(\.sentence)
  }

  @Test func `an FP32 model runs in FP32`() async throws {
    let placement = try await placement("mlp-fp32", .fp32)
    print(placement)
    #expect(placement.weighted.map(\.layer) == ["/fc1", "/fc2", "logits"])
    #expect(placement.weighted.map(\.precision) == [.fp32, .fp32, .fp32])
    #expect(findings(in: placement, meant: .fp32) == [])
  }
}
