import Foundation

/// A fixed set of samples on which variants are compared: `GoldSets/<name>/gold.jsonl` or `hard.jsonl`.
///
/// Up to 10,000 samples are read at once and kept; of a larger file a few at a time, so that memory does not grow with
/// the set.
public struct SampleSet: Sendable {
  /// What a set is for.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ordinary traffic, compared before and after.
    case gold
    /// Known failures, edge and shifted cases.
    case hard
    /// What a quantized variant took the ranges of its activations from; nothing is judged on it.
    case calibration
  }

  /// Folder and kind, as messages name it: `digits/gold`.
  public let name: String
  /// What the set is for.
  public let kind: Kind
  /// SHA-256 of the file it was read from, hexadecimal.
  public let sha256: String
  /// The version of the preprocessing that its inputs went through.
  public let preprocessing: String
  /// How many classes there are; labels are 0..<classes. Nil where samples have no labels.
  public let classes: Int?
  /// How many samples there are.
  public let count: Int
  private let source: Source

  /// The file and how its samples look, of a set that has a file.
  private var reader: SampleReader?

  private enum Source {
    case memory([Sample])
    case file(SampleReader)
  }

  /// Collects samples that do not come from a file.
  public init(
    name: String, kind: Kind, sha256: String, preprocessing: String, classes: Int?, samples: [Sample]
  ) {
    self.name = name
    self.kind = kind
    self.sha256 = sha256
    self.preprocessing = preprocessing
    self.classes = classes
    count = samples.count
    source = .memory(samples)
  }

  /// The samples of a file.
  /// - Parameter samples: all of them; nil reads them when they are needed.
  init(_ kind: Kind, of manifest: Manifest, file: Manifest.File, reader: SampleReader, samples: [Sample]?) {
    name = "\(manifest.name)/\(kind.rawValue)"
    self.kind = kind
    sha256 = file.sha256
    preprocessing = reader.preprocessing.version
    classes = manifest.classes
    count = file.samples ?? 0
    source = samples.map(Source.memory) ?? .file(reader)
    self.reader = reader
  }

  /// All samples in the order of the file, in memory at once.
  /// - Throws: ``SampleSetError`` naming file, line and key; never of up to 10,000 samples.
  public var samples: [Sample] { get throws { try first(count) } }

  /// The first samples, as many as there are.
  /// - Throws: ``SampleSetError`` naming file, line and key; never of up to 10,000 samples.
  public func first(_ count: Int) throws -> [Sample] {
    let count = max(0, count)
    if case .memory(let samples) = source { return Array(samples.prefix(count)) }
    var found: [Sample] = []
    var blocks = try blocks(of: min(count, 256))
    while found.count < count, let block = try blocks.next() { found += try block.samples() }
    return Array(found.prefix(count))
  }

  /// The sample at a place, counted from 0; nil where there is none.
  /// - Throws: ``SampleSetError``.
  package func sample(at place: Int) throws -> Sample? {
    if case .memory(let samples) = source {
      return samples.indices.contains(place) ? samples[place] : nil
    }
    guard place >= 0 else { return nil }
    var blocks = try blocks(of: 1)
    for _ in 0..<place { _ = try blocks.next() }
    return try blocks.next()?.samples().first
  }

  /// What samples look like, by their places in the set; empty where the manifest does not say how to show them.
  /// - Throws: ``SampleSetError``.
  func pictures(at places: Set<Int>) throws -> [Int: Picture] {
    guard let reader, let format = reader.picture, let last = places.max() else { return [:] }
    var pictures: [Int: Picture] = [:]
    let lines = try SampleLines(reader.url)
    for place in 0...last {
      guard let line = try lines.next() else { break }
      guard places.contains(place) else { continue }
      pictures[place] = Picture(of: try reader.stored(line.bytes, line: line.number), as: format)
    }
    return pictures
  }

  /// All samples in blocks.
  func blocks(of size: Int) throws -> SampleBlocks {
    switch source {
    case .memory(let samples): SampleBlocks(samples, size: max(1, size))
    case .file(let reader):
      SampleBlocks(
        try SampleLines(reader.url), reader, opened: Manifest.File(sha256: sha256, samples: count),
        size: max(1, size))
    }
  }

  /// - Parameter suspects: ids that may be there twice.
  /// - Throws: ``SampleSetError`` when one is.
  func refuseDuplicates(among suspects: Set<String>) throws {
    switch source {
    case .file(let reader): try reader.refuseDuplicates(among: suspects)
    case .memory(let samples):
      var known: Set<String> = []
      for sample in samples where !known.insert(sample.id).inserted {
        throw SampleSetError(
          set: name, problem: "holds the id \"\(sample.id)\" twice", next: "give each sample its own id")
      }
    }
  }

  /// The gold set of `GoldSets/<name>/`, found from the package that the calling file is in.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public static func gold(
    _ name: String, preprocessing: Preprocessing = .none, filePath: String = #filePath
  ) throws -> SampleSet {
    try SampleSet(
      .gold, folder: Workspace(containing: filePath).goldSet(name), preprocessing: preprocessing)
  }

  /// The calibration set of `GoldSets/<name>/calibration.jsonl`, found from the package that the calling file is in.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public static func calibration(
    _ name: String, preprocessing: Preprocessing = .none, filePath: String = #filePath
  ) throws -> SampleSet {
    try SampleSet(
      .calibration, folder: Workspace(containing: filePath).goldSet(name), preprocessing: preprocessing)
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
