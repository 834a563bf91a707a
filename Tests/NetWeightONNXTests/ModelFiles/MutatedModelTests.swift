import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// Files that were damaged in ways that nobody thought of give an error or an inspection, and never end the process.
@Suite struct MutatedModelTests {
  static let mutations = 10_000

  @Test func `ten thousand mutated models are each refused or inspected`() throws {
    let names = InspectedModels.oracle.keys.sorted()
    try #require(names.count > 10)
    let originals = try names.map { try Data(contentsOf: InspectedModels.url($0)) }
    var random = SplitMix64(seed: 2026)
    var outcomes: [String: Int] = [:]
    for _ in 0..<Self.mutations {
      let data = ModelMutation.mutated(originals[random.below(originals.count)], &random)
      do {
        let model = try ONNXModelFile(data, name: "mutated", folder: InspectedModels.folder)
        let target = StaticTarget(hasExactDotProduct: false, runtimeMinorVersion: 31, expected: .int8)
        let inspection = try StaticInspection(of: model, for: target)
        outcomes[inspection.findings.isEmpty ? "nothing found" : "findings", default: 0] += 1
        // What was made of it is not larger than what was read: no length of the file was believed.
        #expect(inspection.sizes.reduce(0) { $0 + $1.bytes } < 64 * 1024)
      } catch {
        outcomes["refused", default: 0] += 1
        #expect(
          error.description.hasPrefix("mutated: ")
            || error.description.hasPrefix("Inspected/external.weights: "))
      }
    }
    // Or it would not be seen if all were refused at the first byte.
    #expect(outcomes.keys.sorted() == ["findings", "nothing found", "refused"])
    #expect(outcomes.values.allSatisfy { $0 > 100 }, "\(outcomes)")
  }
}
