public import Foundation

extension SampleSet {
  /// Reads a set from its folder and checks it against the folder's manifest.
  /// - Throws: ``SampleSetError`` naming file, line and key. Nothing is returned of a set with one bad sample.
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
    let data = try Data(ofSetFile: url)
    let sha256 = Digest.hexadecimal(of: data)
    guard sha256 == expected.sha256 else {
      throw SampleSetError(
        url, problem: "has SHA-256 \(sha256.prefix(12))…, the manifest says \(expected.sha256.prefix(12))…",
        next: "restore the file, or after an intended change write its new SHA-256 into manifest.json")
    }
    let reader = SampleReader(
      url: url, inputShape: manifest.inputShape, classes: manifest.classes, preprocessing: preprocessing)
    let samples = try reader.samples(in: data)
    guard samples.count == expected.samples else {
      throw SampleSetError(
        url, problem: "holds \(samples.count) samples, the manifest says \(expected.samples)",
        next: "correct \"samples\" in manifest.json")
    }
    self.init(
      name: "\(manifest.name)/\(kind.rawValue)", kind: kind, sha256: sha256,
      preprocessing: preprocessing.version, classes: manifest.classes, samples: samples)
  }
}
