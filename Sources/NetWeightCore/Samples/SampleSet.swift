import Foundation

/// A fixed set of samples on which variants are compared: `GoldSets/<name>/gold.jsonl` or `hard.jsonl`.
public struct SampleSet: Sendable {
  /// What a set is for.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ordinary traffic, compared before and after.
    case gold
    /// Known failures, edge and shifted cases.
    case hard
  }

  /// Folder and kind, as messages name it: `digits/gold`.
  public let name: String
  /// What the set is for.
  public let kind: Kind
  /// SHA-256 of the file it was read from, hexadecimal.
  public let sha256: String
  /// The version of the preprocessing that its inputs went through.
  public let preprocessing: String
  /// How many classes there are; labels are 0..<classes.
  public let classes: Int
  /// The samples in the order of the file.
  public let samples: [Sample]

  /// Collects samples that do not come from a file.
  public init(
    name: String, kind: Kind, sha256: String, preprocessing: String, classes: Int, samples: [Sample]
  ) {
    self.name = name
    self.kind = kind
    self.sha256 = sha256
    self.preprocessing = preprocessing
    self.classes = classes
    self.samples = samples
  }

  /// SHA-256 over the tensors that really go into a model, in order: it changes when preprocessing does,
  /// whatever its version says.
  public var inputFingerprint: String {
    var digest = Digest()
    for sample in samples {
      for length in sample.input.shape { digest.update(UInt64(length)) }
      sample.input.scalars.withUnsafeBytes { digest.update($0) }
    }
    return digest.hexadecimal
  }

  /// The names of all slices, sorted, each with the indices of its samples.
  public var slices: [(name: String, indices: [Int])] {
    var members: [String: [Int]] = [:]
    for (index, sample) in samples.enumerated() {
      for slice in Set(sample.slices) { members[slice, default: []].append(index) }
    }
    return members.sorted { $0.key < $1.key }.map { (name: $0.key, indices: $0.value) }
  }

  /// The gold set of `GoldSets/<name>/`, found from the package that the calling file is in.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public static func gold(
    _ name: String, preprocessing: Preprocessing = .none, filePath: String = #filePath
  ) throws -> SampleSet {
    try SampleSet(
      .gold, folder: Workspace(containing: filePath).goldSet(name), preprocessing: preprocessing)
  }

  /// The hard set of `GoldSets/<name>/`, found from the package that the calling file is in.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public static func hard(
    _ name: String, preprocessing: Preprocessing = .none, filePath: String = #filePath
  ) throws -> SampleSet {
    try SampleSet(
      .hard, folder: Workspace(containing: filePath).goldSet(name), preprocessing: preprocessing)
  }
}
