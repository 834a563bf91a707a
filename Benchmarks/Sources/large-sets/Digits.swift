import Foundation
import ModelCompression
import NetWeightCore

/// The digits of this repository: their set and their models.
enum Digits {
  static let preprocessing = Preprocessing.scaled(by: 1 / 16, version: "digits-1")

  /// Benchmarks/Sources/large-sets/Digits.swift, four steps up.
  private static var repository: URL {
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder
  }

  static func gold() throws -> SampleSet {
    try SampleSet(
      .gold, folder: repository.appending(path: "GoldSets/digits"), preprocessing: preprocessing)
  }

  static var full: EmbeddedVariant {
    EmbeddedVariant("fp32", at: repository.appending(path: "Models/digits/fp32.safetensors"), format: .fp32)
  }

  static var small: EmbeddedVariant {
    EmbeddedVariant("int8", at: repository.appending(path: "Models/digits/int8.safetensors"), format: .int8)
  }
}
