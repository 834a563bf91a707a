import Foundation
import NetWeightCore
import Testing

extension RunRecord {
  /// A run on a machine that there is not, with these verdicts.
  static func example(_ verdicts: [Verdict] = []) -> RunRecord {
    var record = RunRecord(
      suite: "digits",
      machine: Machine(processor: "Test", vectorInstructions: "AVX2", cores: 4, system: "Linux x86_64"),
      configuration: "release", preemption: .restartableSequence)
    record.verdicts = verdicts
    return record
  }
}

extension Verdict {
  /// A verdict without a figure.
  static func bare(_ ruling: Ruling = .broken, source: String = "#expectSmaller(int8)") -> Verdict {
    Verdict(
      claim: Claim(kind: .quality, sourceText: source, promise: "smaller", variant: "int8"),
      ruling: ruling, summary: "found")
  }

  /// A verdict on a drop of 2 points, 1 to 4, at most 3 promised.
  static func drop(_ ruling: Ruling = .held) -> Verdict {
    var verdict = bare(ruling)
    verdict.difference = Estimate(
      "accuracy drop", "accuracy", value: 0.02, interval: Interval(0.01, 0.04), n: 100, unit: .difference)
    verdict.limit = .atMost(0.03)
    return verdict
  }
}

extension AnswerChanges.NewFailure {
  /// What a run recorded of a sample that is wrong now.
  static func example(
    _ id: String = "a", slices: [String] = [], expected: Int? = 3, found: Int? = 8, wrongness: Double = 0.875,
    picture: Picture? = nil
  ) throws -> Self {
    let json = Data(#"{"sampleID": "", "place": 0, "slices": [], "wrongness": 0}"#.utf8)
    var failure = try JSONDecoder().decode(Self.self, from: json)
    failure.sampleID = id
    failure.slices = slices
    (failure.expected, failure.found, failure.wrongness) = (expected, found, wrongness)
    failure.picture = picture
    return failure
  }
}

extension Picture {
  /// Red and green over blue and white.
  static func twoByTwo() throws -> Picture {
    let format = PictureFormat(width: 2, height: 2, channels: 3)
    return try #require(
      Picture(of: Tensor(vector: [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]), as: format))
  }
}
