import Foundation
import ModelCompression
import NetWeight

@Suite("#expectNoRegression")
struct Regressions {
  let sandbox: Sandbox
  let gold: SampleSet
  let store: BaselineStore

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
    store = BaselineStore(suite: "planted", in: sandbox.workspace)
  }

  /// What a first run finds, accepted.
  private func acceptBaseline() async throws {
    _ = try await sandbox.run {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold, from: Digits.fp32)
    }
    _ = try await sandbox.run { try await #expectNoFallback(Digits.int8, on: gold) }
    try store.accept("int8")
  }

  @Test func `holds part by part for the artefact that was accepted`() async throws {
    try await acceptBaseline()
    let verdicts = try await sandbox.run(reference: Digits.fp32) {
      try await #expectNoRegression(Digits.int8, on: [gold])
    }
    #expect(verdicts.map(\.claim.kind) == [.quality, .size, .placement])
    #expect(verdicts.map(\.ruling) == [.held, .held, .held])
    #expect(
      verdicts[0].summary
        == "accuracy of 'int8' on digits/gold dropped 0.00 points (0 of 400 samples) from 'int8 in its baseline', "
        + "promised at most 0.5 % (relative)")
    #expect(verdicts[2].summary == "'int8' ran 3 × DynamicQuantizeDense INT8 cpu, as in its baseline")
  }

  @Test func `names each part that another artefact breaks`() async throws {
    try await acceptBaseline()
    let worse = try PlantedModels.rounded(toBits: 2, in: sandbox)
    let replaced = EmbeddedVariant("int8", at: worse.url, format: .int8)
    let verdicts = try await sandbox.failing(reference: Digits.fp32, saying: "broken") {
      try await #expectNoRegression(replaced, on: [gold])
    }
    #expect(verdicts.map(\.ruling) == [.broken, .broken, .broken])
    #expect(verdicts[0].summary.hasPrefix("accuracy of 'int8' on digits/gold dropped 36.50 points"))
    #expect(
      verdicts[1].summary
        == "the files of 'int8' have 1.20 MB, in its baseline 309 kB, promised at most 1 % more")
    #expect(
      verdicts[2].summary
        == "'int8' ran 3 × Dense FP32 cpu; in its baseline 3 × DynamicQuantizeDense INT8 cpu")
  }

  @Test func `is inconclusive without a baseline, and proposes one`() async throws {
    let verdicts = try await sandbox.failing(
      reference: Digits.fp32, saying: "planted/int8.json is not there to compare 'int8' with"
    ) {
      try await #expectNoRegression(Digits.int8, on: [gold])
    }
    #expect(verdicts.map(\.ruling) == [.inconclusive(.noBaseline)])
    #expect(try store.proposed("int8")?.quality["gold"] != nil)
  }

  @Test func `does not pass what it was not given`() async throws {
    try await acceptBaseline()
    let verdicts = try await sandbox.failing(reference: Digits.fp32, saying: "its gold set") {
      try await #expectNoRegression(Digits.int8, on: [])
    }
    #expect(verdicts[0].ruling == .inconclusive(.unmeasurable))
    #expect(verdicts[0].next == ["name the set: on: [gold, hard]"])
  }
}
