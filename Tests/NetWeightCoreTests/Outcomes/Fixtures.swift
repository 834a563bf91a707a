import Foundation
import NetWeightCore

extension SampleSet {
  /// Samples `s0`, `s1`, … of label 0 out of two classes, which belong to the given slices and groups.
  static func numbered(
    _ count: Int, slices: [String: Range<Int>] = [:], group: (Int) -> String? = { _ in nil }, label: Int = 0
  ) -> SampleSet {
    let samples = (0..<count).map { index in
      Sample(
        id: "s\(index)", input: Tensor(vector: [Float(index)]), label: label,
        slices: slices.filter { $0.value.contains(index) }.map(\.key).sorted(), group: group(index))
    }
    return SampleSet(
      name: "digits/gold", kind: .gold, sha256: "5e7", preprocessing: "none", classes: 2, samples: samples)
  }

  /// A reference that is wrong on some samples, paired with a candidate that is wrong on others and NaN on others still.
  func evidence(
    reference: some Sequence<Int> = [], candidate: some Sequence<Int> = [], notFinite: Set<Int> = [],
    baselineFile: String? = nil
  ) throws -> QualityEvidence {
    let (before, after) = (Set(reference), Set(candidate))
    var tally = QualityTally(.accuracy)
    for (index, sample) in try samples.enumerated() {
      let scores: [Float] = notFinite.contains(index) ? [.nan, 0] : after.contains(index) ? [0, 1] : [1, 0]
      tally.add(
        sample, before: .right(!before.contains(index)), wasRight: !before.contains(index),
        after: try ScoredOutcome(sample, output: Tensor(vector: scores), metrics: [.accuracy]))
    }
    return tally.evidence(set: name, reference: "fp32", hasLabels: true, baselineFile: baselineFile)
  }
}

/// A variant that answers as it is told.
struct ScriptedVariant: Variant, SynchronousLoadedVariant {
  var name = "int8"
  var numericFormat = NumericFormat.int8
  var recipe = ""
  var runtime = RuntimeIdentity(name: "test", version: "1")
  var artefactFiles: [URL] = []
  var answer: @Sendable (Tensor) throws -> Tensor = { _ in Tensor(vector: [1, 0]) }

  func load() async throws -> any LoadedVariant { self }
  func predict(_ input: Tensor) throws -> Tensor { try answer(input) }
}

/// Something goes wrong on purpose.
struct PlannedFailure: Error, CustomStringConvertible {
  var description: String { "out of luck" }
}
