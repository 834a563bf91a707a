public import Foundation

extension SampleSet {
  /// A file with more samples is read a few at a time, each time that it is needed.
  static let mostInMemory = 10_000

  /// Reads a set from its folder and checks it against the folder's manifest.
  /// - Throws: ``SampleSetError`` naming file, line and key. Nothing is returned of a set with one bad sample; of more
  ///   than 10,000 only the SHA-256 is checked here, and the samples are when they are used.
  public init(_ kind: Kind, folder: URL, preprocessing: Preprocessing = .none) throws {
    let manifestURL = folder.appending(path: Manifest.fileName)
    let manifest = try Manifest(readingFrom: folder)
    let file = "\(kind.rawValue).jsonl"
    let url = folder.appending(path: file)
    guard let expected = manifest.files[file] else {
      throw SampleSetError(
        manifestURL, problem: "does not list \(file)",
        next: "add it under \"files\" with its sha256 and samples")
    }
    guard manifest.preprocessing == preprocessing.version else {
      throw SampleSetError(
        manifestURL,
        problem:
          "asks for preprocessing '\(manifest.preprocessing)', the test gives '\(preprocessing.version)'",
        next: "pass the preprocessing that the set was made for, or make the set again for the new one")
    }
    let found = try Manifest.describe(url)
    guard found.sha256 == expected.sha256 else {
      throw SampleSetError(
        url,
        problem: "has SHA-256 \(found.sha256.prefix(12))…, the manifest says \(expected.sha256.prefix(12))…",
        next: "restore the file, or after an intended change write its new SHA-256 into manifest.json")
    }
    let reader = SampleReader(
      url: url, inputShape: manifest.inputShape, classes: manifest.classes, preprocessing: preprocessing,
      picture: manifest.picture, inputs: PinnedInputs(of: manifest, in: folder))
    // Read before they are counted: a bad line says more than a wrong number.
    let count = found.samples ?? 0
    let samples = count <= Self.mostInMemory ? try reader.samples() : nil
    guard found.samples == expected.samples else {
      throw SampleSetError(
        url,
        problem:
          "holds \(count) samples, the manifest says \(expected.samples.map(String.init) ?? "nothing")",
        next: "correct \"samples\" in manifest.json")
    }
    self.init(kind, of: manifest, file: found, reader: reader, samples: samples)
  }
}
