import NetWeightCore
import Testing

@Suite struct CalibrationCoverageTests {
  private func set(_ samples: [(input: [Float], label: Int, slices: [String])]) -> SampleSet {
    SampleSet(
      name: "digits/calibration", kind: .calibration, sha256: "5e7", preprocessing: "none", classes: 9,
      samples: samples.enumerated().map { index, sample in
        Sample(
          id: "s\(index)", input: Tensor(vector: sample.input), label: sample.label, slices: sample.slices)
      })
  }

  @Test func `what calibration saw is counted, and NaN has no place in its range`() throws {
    let seen = try CalibrationInputs(
      of: set([([.nan, .nan], 1, []), ([3, 5], 2, ["thin"]), ([.nan, 4], 2, [])]))
    #expect(seen.samples == 3)
    #expect(seen.range == 3...5)
    #expect(seen.labels == [1, 2])
    #expect(seen.slices == ["thin"])
  }

  @Test func `what it left out is told by class, slice and element`() throws {
    let seen = try CalibrationInputs(of: set([([0, 10], 1, ["thin"])]))
    let coverage = try CalibrationCoverage(
      of: set([([0, 10], 1, ["thin"]), ([-1, 11], 4, ["wide", "wide"]), ([.nan, 5], 3, [])]), by: seen)
    #expect(coverage.missingClasses == [3, 4])
    #expect(coverage.missingSlices == ["wide"])
    #expect(coverage.beyond.beyond == 3)
    #expect(coverage.beyond.count == 6)
    #expect(coverage.beyondInSlices["wide"]?.share == 1)
    #expect(coverage.beyondInSlices["thin"]?.share == 0)
  }

  @Test func `an empty calibration set saw nothing`() throws {
    let seen = try CalibrationInputs(of: set([]))
    #expect(seen.samples == 0)
    #expect(seen.range == 0...0)
  }
}
