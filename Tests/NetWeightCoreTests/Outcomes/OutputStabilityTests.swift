import Foundation
import NetWeightCore
import Synchronization
import Testing

@Suite struct OutputStabilityTests {
  private let claim = Claim(
    kind: .stability, sourceText: "#expectStable(int8, on: gold)", promise: "the same", variant: "int8")
  private let set = SampleSet.numbered(12)

  private func verdict(_ variant: any Variant, on set: SampleSet? = nil, tolerance: Double = 0) async throws
    -> Verdict
  {
    let set = set ?? self.set
    return StabilityJudgment(claim: claim, set: set.name)
      .verdict(on: try await OutputStability(of: variant, on: set, tolerance: tolerance))
  }

  @Test func `the same answers hold, and it says what was not tried`() async throws {
    let verdict = try await verdict(ScriptedVariant { Tensor(vector: [$0.scalars[0], -0.0]) })
    #expect(verdict.ruling == .held)
    #expect(
      verdict.summary
        == "'int8' gave the same on 12 samples of digits/gold: asked again, in reverse order, loaded anew, "
        + "two at once, four at once"
    )
    #expect(verdict.notes.last == .init("not tried", "batches: the variant answers one input at a time"))
  }

  @Test func `a state that one call leaves to the next is seen`() async throws {
    let last = Shared(Float(0))
    let verdict = try await verdict(
      ScriptedVariant { input in
        let before = last.value.withLock { value in
          defer { value = input.scalars[0] }
          return value
        }
        return Tensor(vector: [before > input.scalars[0] ? 0.5 : 0, 1])
      })
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.notes.first { $0.label == "in reverse order" }?.text.hasPrefix(
        "other scores on 11 of 12, apart by up to 0.500: s0, s1, s2") == true)
  }

  @Test func `what loading leaves to chance is seen`() async throws {
    let verdict = try await verdict(Reloaded())
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary == "'int8' loaded anew gave other scores on 12 of 12 samples of digits/gold")
    #expect(verdict.notes.filter { $0.text.hasPrefix("other") }.map(\.label) == ["loaded anew"])
  }

  @Test func `a batch that answers otherwise is seen, and a tolerance allows for it`() async throws {
    let verdict = try await verdict(Batching())
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.notes.filter { $0.text.hasPrefix("other") }.map(\.label) == [
        "in batches of 2", "in batches of 8",
      ])
    let allowed = try await self.verdict(Batching(), tolerance: 0.25)
    #expect(allowed.ruling == .held)
    #expect(
      allowed.summary.hasPrefix("'int8' gave the same within 0.25 on 12 samples of digits/gold: asked again"))
  }

  @Test func `what a small set leaves out is said`() async throws {
    let verdict = try await verdict(Batching(), on: .numbered(3), tolerance: 1)
    #expect(verdict.notes.last == .init("not tried", "batches of 8: there are 3 samples"))
  }

  @Test func `NaN that comes each time is stable, and broken all the same`() async throws {
    let verdict = try await verdict(ScriptedVariant { _ in Tensor(vector: [.nan, 0]) })
    #expect(verdict.summary == "'int8' gave NaN or infinite scores on 12 of 12 samples")
  }

  @Test func `an empty set says nothing`() async throws {
    #expect(
      try await verdict(ScriptedVariant(), on: .numbered(0)).ruling == .inconclusive(.emptySet))
  }

  @Test func `a batch with an answer too few is the variant's failure`() async {
    await #expect(throws: EvaluationFailure.self) {
      try await verdict(Batching(answers: 1))
    }
  }
}

/// Something that closures share.
private final class Shared<Value: Sendable>: Sendable {
  let value: Mutex<Value>
  init(_ value: Value) { self.value = Mutex(value) }
}

/// Another model with each loading.
private struct Reloaded: Variant {
  let name = "int8"
  let numericFormat = NumericFormat.int8
  let runtime = RuntimeIdentity(name: "test", version: "1")
  let artefactFiles: [URL] = []
  private let loadings = Shared(Float(0))

  func load() async throws -> any LoadedVariant {
    let number = loadings.value.withLock { value in
      value += 1
      return value
    }
    return ScriptedVariant { _ in Tensor(vector: [number, 0]) }
  }
}

/// A quarter more for each answer of a batch.
private struct Batching: Variant, BatchPredicting {
  let name = "int8"
  let numericFormat = NumericFormat.int8
  let runtime = RuntimeIdentity(name: "test", version: "1")
  let artefactFiles: [URL] = []
  var answers: Int?

  func load() async throws -> any LoadedVariant { self }
  func predict(_ input: Tensor) throws -> Tensor { Tensor(vector: [input.scalars[0], 0]) }
  func predict(batch: [Tensor]) throws -> [Tensor] {
    batch.prefix(answers ?? batch.count).map { Tensor(vector: [$0.scalars[0] + 0.25, 0]) }
  }
}
