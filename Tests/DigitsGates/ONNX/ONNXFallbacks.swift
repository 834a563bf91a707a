import NetWeight
import NetWeightCore
import NetWeightONNX

/// What ONNX Runtime's own tools make of the digits models: nothing is said of the healthy ones, and each planted
/// fallback is named with its layers.
@Suite("Fallbacks of ONNX models", .uncontended)
struct ONNXFallbacks {
  let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  @Test(arguments: try ONNXFixture.all().filter(\.findings.isEmpty))
  func `a healthy model runs as it was meant`(fixture: ONNXFixture) async throws {
    let verdict = try await sandbox.run {
      try await #expectNoFallback(fixture.variant, from: fixture.referenceVariant)
    }
    #expect(verdict.ruling == .held)
  }

  @Test(arguments: try ONNXFixture.all().filter { !$0.findings.isEmpty })
  func `a planted fallback is named with its layers`(fixture: ONNXFixture) async throws {
    let verdict = try await sandbox.failing(saying: "broken") {
      try await #expectNoFallback(fixture.variant, from: fixture.referenceVariant)
    }
    #expect(verdict.ruling == .broken)
    for (kind, layers) in fixture.findings {
      let told = verdict.notes.filter { $0.label == kind }.map(\.text).joined(separator: "\n")
      #expect(!told.isEmpty, "no finding of \(kind)")
      for layer in layers { #expect(told.contains(layer), "\(kind) does not name \(layer): \(told)") }
    }
    #expect(!verdict.next.isEmpty)
  }
}
