import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("The checked-in digits models")
struct DigitsModelTests {
  private static let preprocessing = Preprocessing.scaled(by: 1 / 16, version: "digits-1")

  /// Right answers by set and slice.
  private func right(_ name: String) async throws -> [String: Int] {
    let loaded = try await load(model(name))
    var counts: [String: Int] = [:]
    for (set, samples) in [
      ("gold", try SampleSet.gold("digits", preprocessing: Self.preprocessing).samples),
      ("hard", try SampleSet.hard("digits", preprocessing: Self.preprocessing).samples),
    ] {
      for sample in samples {
        let scores = try await loaded.predict(sample.input).scalars
        guard scores.indices.max(by: { scores[$0] < scores[$1] }) == sample.target.label else { continue }
        for key in [set] + (set == "hard" ? sample.slices : []) { counts[key, default: 0] += 1 }
      }
    }
    return counts
  }

  /// The table of Examples/DigitsWorkshop/README.md.
  static let documented: [(name: String, right: [String: Int])] = [
    ("fp32", row([393, 1273, 190, 198, 197, 186, 170, 180, 152])),
    ("int8", row([393, 1275, 191, 198, 197, 186, 170, 180, 153])),
    ("pruned", row([393, 1270, 189, 198, 196, 184, 169, 177, 157])),
  ]

  private static func row(_ counts: [Int]) -> [String: Int] {
    let slices = ["blur", "inversion", "low-contrast", "noise", "occlusion", "rotation", "shift"]
    return Dictionary(uniqueKeysWithValues: zip(["gold", "hard"] + slices, counts))
  }

  @Test("they are as right as the workshop's README says", arguments: documented)
  func accuracy(name: String, expected: [String: Int]) async throws {
    let found = try await right(name)
    // FP32 sums are rounded in another order on another machine, which may turn a tie. INT8 answers are the same
    // everywhere.
    let tolerance = name == "int8" ? 0 : 2
    for (key, count) in expected { #expect(abs(found[key, default: 0] - count) <= tolerance, "\(key)") }
  }

  @Test("compression costs no more than it may", arguments: [("int8", 2), ("pruned", 3)])
  func drops(name: String, goldLimit: Int) async throws {
    let (before, after) = try await (right("fp32"), right(name))
    for (key, count) in before {
      let drop = count - after[key, default: 0]
      let limit = key == "gold" ? goldLimit : key == "hard" ? 21 : 8
      #expect(drop <= limit, "\(key): \(count) → \(after[key, default: 0])")
    }
  }

  @Test("INT8 is a quarter of FP32 on disk, and so is half of the neurons")
  func sizes() throws {
    let bytes = try ["fp32", "int8", "pruned"].map { try Data(contentsOf: model($0)).count }
    #expect(bytes == [1_204_776, 309_008, 340_520])
  }
}
