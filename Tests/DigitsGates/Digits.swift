import Foundation
import ModelCompression
import NetWeight

/// The variants of the digits model and the sets it is gated on.
enum Digits {
  static let fp32 = EmbeddedVariant("fp32", at: model("fp32"), format: .fp32, recipe: "trained")
  static let int8 = EmbeddedVariant(
    "int8", at: model("int8"), format: .int8, recipe: "dynamic, per-channel weights")
  static let pruned = EmbeddedVariant(
    "pruned", at: model("pruned"), format: .fp32, recipe: "structured pruning 50 %, fine-tuned")

  static let missing = EmbeddedVariant("lost", at: model("lost"), format: .int8)

  static func gold() throws -> SampleSet { try .gold("digits", preprocessing: preprocessing) }
  static func hard() throws -> SampleSet { try .hard("digits", preprocessing: preprocessing) }

  static func calibration() throws -> SampleSet { try .calibration("digits", preprocessing: preprocessing) }

  /// Pixels are stored as 0…16, the models were trained on 0…1.
  private static let preprocessing = Preprocessing.scaled(by: 1 / 16, version: "digits-1")

  private static func model(_ name: String) -> URL {
    Workspace(containing: #filePath).root.appending(path: "Models/digits/\(name).safetensors")
  }
}
