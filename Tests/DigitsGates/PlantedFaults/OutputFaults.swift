import Foundation
import ModelCompression
import NetWeight
import Synchronization

@Suite("#expectAgreement and #expectStable")
struct OutputFaults {
  let sandbox: Sandbox
  let gold: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
  }

  @Test func `hold for the healthy INT8 model`() async throws {
    let agreement = try await sandbox.run {
      try await #expectAgreement(
        Digits.int8, with: Digits.fp32, on: gold,
        within: [
          .top1(atLeast: 0.99), .sqnr(atLeast: 25), .cosine(atLeast: 0.998), .klDivergence(atMost: 0.01),
          .newFailures(atMost: 2),
        ], layers: [.sqnr(atLeast: 25)])
    }
    #expect(agreement.ruling == .held, "\(agreement)")
    #expect(agreement.notes.map(\.label).filter { $0.hasPrefix("layer") }.count == 3)
    let stability = try await sandbox.run { try await #expectStable(Digits.int8, on: gold) }
    #expect(stability.ruling == .held, "\(stability)")
  }

  @Test func `fire on a missing normalization that accuracy does not show`() async throws {
    let unscaled = Misfed.unscaled
    let verdict = try await sandbox.failing(saying: "SQNR of 'unscaled' against 'fp32' on digits/gold: ") {
      try await #expectAgreement(unscaled, with: Digits.fp32, on: gold, within: [.sqnr(atLeast: 20)])
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.next.first?.contains("look for a lost scale or normalization") == true)
    let accuracy = try await sandbox.run {
      try await #expectWithinDrop(unscaled, of: .points(2), in: .accuracy, on: gold, from: Digits.fp32)
    }
    #expect(accuracy.ruling == .held)
  }

  @Test func `fire on a transposed input`() async throws {
    let transposed = Misfed.transposed
    let verdict = try await sandbox.failing(saying: "top-1 agreement of 'transposed'") {
      try await #expectAgreement(transposed, with: Digits.fp32, on: gold, within: [.top1(atLeast: 0.99)])
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `fire on a variant that remembers`() async throws {
    let calls = CallCount()
    let remembering = Faulty(name: "remembering") { _, scores in
      let isLate = calls.next() > 400
      return isLate ? Tensor(vector: scores.scalars.map { $0 + 1 }) : scores
    }
    let verdict = try await sandbox.failing(saying: "gave other scores on 400 of 400 samples") {
      try await #expectStable(remembering, on: gold)
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `refuse a reference that gives NaN, and a tolerance that is none`() async throws {
    let broken = Faulty(name: "nan") { _, scores in Tensor(vector: scores.scalars.map { _ in .nan }) }
    let verdict = try await sandbox.failing(saying: "the reference 'nan' itself gave NaN") {
      try await #expectAgreement(Digits.int8, with: broken, on: gold, within: [.top1(atLeast: 0.99)])
    }
    #expect(verdict.ruling == .inconclusive(.referenceNotFinite))
    let tolerance = try await sandbox.failing(saying: "a tolerance of -1 is none") {
      try await #expectStable(Digits.int8, on: gold, within: -1)
    }
    #expect(tolerance.ruling == .inconclusive(.invalidClaim))
  }
}

private final class CallCount: Sendable {
  private let count = Mutex(0)
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
