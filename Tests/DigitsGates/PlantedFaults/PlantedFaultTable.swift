import Foundation
import ModelCompression
import NetWeight

/// Every planted fault of quality with what the average says and what the claims say; `PlantedFaults.md` is the same
/// table for people, and the test keeps it true.
@Suite("The table of planted faults")
struct PlantedFaultTable {
  let sandbox: Sandbox
  let gold: SampleSet
  let hard: SampleSet
  let calibration: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
    hard = try Digits.hard()
    calibration = try Digits.calibration()
  }

  @Test func `each is caught and named, as PlantedFaults.md says`() async throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "PlantedFaults.md")
    let documented = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    for fault in try faults() {
      let average = try await sandbox.run {
        try await #expectWithinDrop(
          fault.variant, of: .points(100), in: .accuracy, on: gold, from: Digits.fp32)
      }
      let verdict = try await sandbox.failing(saying: "broken", fault.named) { try await fault.claim() }
      #expect(verdict.ruling == .broken)
      let isCaught = (average.difference?.value ?? 0) > 0.01
      let drop = Estimate.Unit.difference.text(average.difference?.value ?? .nan)
      let row = "| \(fault.name) | \(drop): \(isCaught ? "over" : "within") 1 point | \(verdict.summary) |"
      #expect(documented.contains(row), "\(row)")
    }
  }

  private struct Fault {
    let name: String
    let variant: any Variant
    /// What the message has to name.
    let named: String
    let claim: () async throws -> Verdict
  }

  private func withinDrop(_ variant: any Variant, on set: SampleSet) -> () async throws -> Verdict {
    { try await #expectWithinDrop(variant, of: .points(1), in: .accuracy, on: set, from: Digits.fp32) }
  }

  private func faults() throws -> [Fault] { try calibrationFaults() + weightFaults() + inputFaults() }

  private func calibrationFaults() throws -> [Fault] {
    let samples = try calibration.samples
    let zeros = samples.filter { $0.target == .label(0) }
    let clean = try PlantedModels.calibrated(on: samples.map(\.input), named: "clean-only", in: sandbox)
    let oneClass = try PlantedModels.calibrated(on: zeros.map(\.input), named: "zeros-only", in: sandbox)
    let faint = samples.map { Tensor(vector: $0.input.scalars.map { $0 / 2 }) }
    let lowContrast = try PlantedModels.calibrated(on: faint, named: "low-contrast", in: sandbox)
    let onlyZeros = SampleSet(
      name: "digits/zeros", kind: .calibration, sha256: "", preprocessing: "digits-1", classes: 10,
      samples: zeros)
    return [
      Fault(name: "calibrated on clean digits only", variant: clean, named: "slices") {
        [calibration, hard] in
        try await #expectCalibrated(clean, with: calibration, covering: [hard], within: [.slices])
      },
      Fault(name: "the same, by what it clips", variant: clean, named: "in slice") { [hard] in
        try await #expectNoSaturation(clean, on: hard, atMost: .percent(0.1))
      },
      Fault(name: "calibrated on one class", variant: oneClass, named: "classes") { [gold] in
        try await #expectCalibrated(
          oneClass, with: onlyZeros, covering: [gold], within: [.classes, .samples(atLeast: 100)])
      },
      Fault(name: "calibrated at half contrast", variant: lowContrast, named: "layer1") { [gold] in
        try await #expectNoSaturation(lowContrast, on: gold, atMost: .percent(0.1))
      },
    ]
  }

  private func weightFaults() throws -> [Fault] {
    let oneShot = try PlantedModels.prunedWeights(share: 0.8, in: sandbox)
    let int2 = try PlantedModels.rounded(toBits: 2, in: sandbox)
    let int3 = try PlantedModels.rounded(toBits: 3, in: sandbox)
    let misrewired = try PlantedModels.misrewiredPruning(in: sandbox)
    let outlier = try PlantedModels.outlierChannel(factor: 64, in: sandbox)
    return [
      Fault(
        name: "one-shot pruning of 80 %", variant: oneShot, named: "accuracy",
        claim: withinDrop(oneShot, on: hard)),
      Fault(name: "2-bit weights", variant: int2, named: "accuracy", claim: withinDrop(int2, on: hard)),
      Fault(name: "3-bit weights", variant: int3, named: "accuracy", claim: withinDrop(int3, on: hard)),
      Fault(
        name: "pruning wired to the wrong neurons", variant: misrewired, named: "accuracy",
        claim: withinDrop(misrewired, on: gold)),
      Fault(name: "an outlier channel", variant: outlier.int8, named: "layer2") { [gold] in
        try await #expectAgreement(
          outlier.int8, with: outlier.fp32, on: gold, within: [.top1(atLeast: 0.9)],
          layers: [.sqnr(atLeast: 25)])
      },
    ]
  }

  private func inputFaults() throws -> [Fault] {
    let rare = try rareSlice()
    let members = Set(try rare.samples.filter { $0.slices.contains("rare") }.map(\.input))
    let collapsed = Faulty(name: "collapsed-slice", base: Digits.fp32) { input, scores in
      members.contains(input) ? Tensor(vector: scores.scalars.map { -$0 }) : scores
    }
    return [
      Fault(
        name: "transposed input", variant: Misfed.transposed, named: "accuracy",
        claim: withinDrop(Misfed.transposed, on: gold)),
      Fault(name: "missing normalization", variant: Misfed.unscaled, named: "SQNR") { [gold] in
        try await #expectAgreement(
          Misfed.unscaled, with: Digits.fp32, on: gold, within: [.sqnr(atLeast: 20)])
      },
      Fault(
        name: "a rare slice that collapsed", variant: collapsed, named: "slice 'rare'",
        claim: withinDrop(collapsed, on: rare)),
    ]
  }

  /// Gold and hard in one, eight of whose 1,800 samples are in a slice of their own: all of them can fail within half a
  /// point.
  private func rareSlice() throws -> SampleSet {
    let plain = try gold.samples.map { Sample(id: $0.id, input: $0.input, target: $0.target) }
    var left = 8
    let tagged = try hard.samples.map { sample in
      guard left > 0, sample.slices.contains("inversion"), sample.target == .label(8) else { return sample }
      left -= 1
      return Sample(
        id: sample.id, input: sample.input, target: sample.target, slices: sample.slices + ["rare"],
        group: sample.group)
    }
    return SampleSet(
      name: "digits/both", kind: .hard, sha256: "", preprocessing: hard.preprocessing, classes: 10,
      samples: plain + tagged)
  }
}
