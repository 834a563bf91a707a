public import Foundation

extension SampleSet {
  /// Reads a set from its folder and checks it against the folder's manifest.
  /// - Throws: ``SampleSetError`` naming file, line and key. Nothing is returned of a set with one bad sample.
  public init(_ kind: Kind, folder: URL, preprocessing: Preprocessing = .none) throws {
    let manifestURL = folder.appending(path: "manifest.json")
    let manifest = try Self.manifest(at: manifestURL)
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
    let data = try Self.contents(of: url)
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

  private static func manifest(at url: URL) throws -> Manifest {
    let data = try contents(of: url)
    do {
      let schema = try JSONDecoder().decode(Version.self, from: data).schema
      guard schema == Manifest.currentSchema else {
        throw SampleSetError(
          url, problem: "has schema \(schema), this version of NetWeight reads \(Manifest.currentSchema)",
          next: "update NetWeight, or write the manifest in schema \(Manifest.currentSchema)")
      }
      return try JSONDecoder().decode(Manifest.self, from: data)
    } catch let error as DecodingError {
      let place = JSONProblem(error, in: data)
      throw SampleSetError(url, line: place.line, problem: place.problem, next: "correct the manifest")
    }
  }

  private static func contents(of url: URL) throws -> Data {
    do {
      return try Data(contentsOf: url)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw SampleSetError(url, problem: "is not there", next: "check the name of the set, or make its files")
    } catch {
      throw SampleSetError(
        url, problem: "cannot be read: \(error.localizedDescription)",
        next: "check the permissions of the set's folder")
    }
  }

  private struct Version: Decodable { var schema: Int }
}
