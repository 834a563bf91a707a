import Foundation
import NetWeightCore

/// One file that a manifest lists, checked.
struct SetFile {
  /// What is in `gold.jsonl`, `hard.jsonl` and `calibration.jsonl`; nil of others, which no gate reads.
  let census: SetCensus?
  /// What was checked.
  let line: String

  /// - Throws: ``SampleSetError`` naming file, line and key.
  init(_ file: String, of manifest: Manifest, in folder: URL) throws {
    let name = "\(manifest.name)/\(file)"
    if let kind = SampleSet.Kind.allCases.first(where: { "\($0.rawValue).jsonl" == file }) {
      let asStored = Preprocessing(version: manifest.preprocessing) { $0 }
      let set = try SampleSet(kind, folder: folder, preprocessing: asStored)
      let census = try SetCensus(of: set)
      self.census = census
      line = "\(name): \(census.samples) samples in \(census.slices.count) slices are as the manifest says"
      return
    }
    let found = try Manifest.describe(folder.appending(path: file))
    guard found == manifest.files[file] else {
      throw SampleSetError(
        folder.appending(path: file), problem: "is not the file that the manifest describes",
        next:
          "restore it, or after an intended change take what `netweight goldset hash` prints into the manifest"
      )
    }
    census = nil
    line = "\(name): \(found.samples.map { "\($0) samples" } ?? "inputs") by their SHA-256"
  }
}
