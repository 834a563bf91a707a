import Foundation
import NetWeight

@Suite("#expectWithinDrop fires on")
struct QualityFaults {
  let sandbox: Sandbox
  let gold: SampleSet
  let hard: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
    hard = try Digits.hard()
  }

  @Test func `pruning that was wired to the wrong neurons`() async throws {
    let misrewired = try PlantedModels.misrewiredPruning(in: sandbox)
    let verdict = try await sandbox.failing(saying: "misrewired-pruning", "promised at most 1 point") {
      try await #expectWithinDrop(misrewired, of: .points(1), in: .accuracy, on: gold, from: Digits.fp32)
    }
    #expect(verdict.ruling == .broken)
    #expect((verdict.difference?.value ?? 0) > 0.2)
  }

  @Test func `weights that saturate`() async throws {
    let saturated = try PlantedModels.saturatedWeights(in: sandbox)
    let verdict = try await sandbox.failing(saying: "saturated-int8", "promised at most 1 point") {
      try await #expectWithinDrop(saturated, of: .points(1), in: .accuracy, on: hard, from: Digits.fp32)
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `a slice that collapsed while the mean stayed within its margin`() async throws {
    let inverted = Set(try hard.samples.filter { $0.slices.contains("inversion") }.prefix(40).map(\.input))
    let collapsed = Faulty(name: "collapsed-slice") { input, scores in
      inverted.contains(input) ? Tensor(vector: scores.scalars.map { -$0 }) : scores
    }
    let verdict = try await sandbox.failing(saying: "slice 'inversion' dropped") {
      try await #expectWithinDrop(collapsed, of: .points(4), in: .accuracy, on: hard, from: Digits.fp32)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.next.first?.hasPrefix("look at slice 'inversion' first: ") == true)
  }

  @Test func `scores that are NaN`() async throws {
    let broken = Faulty(name: "nan-scores") { _, scores in Tensor(vector: scores.scalars.map { _ in .nan }) }
    let verdict = try await sandbox.failing(saying: "nan-scores") {
      try await #expectWithinDrop(broken, of: .points(1), in: .accuracy, on: gold, from: Digits.fp32)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary == "'nan-scores' gave NaN or infinite scores on 400 of 400 samples")
    // Such answers must not become what later ones are compared with.
    #expect(try BaselineStore(suite: "planted", in: sandbox.workspace).variants() == [])
  }
}
