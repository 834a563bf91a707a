import Foundation
import NetWeightCore

/// A variant that is right on the samples that it is told to be right on.
struct ScriptedVariant: Variant {
  let name: String
  let numericFormat: NumericFormat
  let right: Set<Int>
  let artefactFiles: [URL]
  let recipe = ""
  let runtime = RuntimeIdentity(name: "Scripted", version: "1")

  func load() async throws -> any LoadedVariant { Loaded(right: right) }

  private struct Loaded: LoadedVariant {
    let right: Set<Int>

    func predict(_ input: Tensor) async throws -> Tensor {
      Tensor(vector: right.contains(Int(input.scalars[0])) ? [1, 0] : [0, 1])
    }
  }
}

extension SampleSet {
  /// As many samples as asked for: each holds its own index, class 0 is right, and they are in two slices.
  static func numbered(_ count: Int, _ kind: SampleSet.Kind = .gold, sha256: String = "5e7") -> SampleSet {
    SampleSet(
      name: "digits/\(kind)", kind: kind, sha256: sha256, preprocessing: "numbers-1", classes: 2,
      samples: (0..<count).map { index in
        Sample(
          id: "\(index)", input: Tensor(vector: [Float(index)]), label: 0,
          slices: [index.isMultiple(of: 2) ? "even" : "odd"])
      })
  }
}
