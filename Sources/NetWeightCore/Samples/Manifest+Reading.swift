public import Foundation

extension Manifest {
  /// The name of the file in a set's folder.
  public static let fileName = "manifest.json"

  /// Reads the manifest of a set's folder.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public init(readingFrom folder: URL) throws {
    let url = folder.appending(path: Self.fileName)
    let data: Data
    do { data = try Data(contentsOf: url) } catch { throw SampleSetError(cannotRead: url, error) }
    do {
      let schema = try JSONDecoder().decode(Version.self, from: data).schema
      guard schema == Self.currentSchema else {
        throw SampleSetError(
          url, problem: "has schema \(schema), this version of NetWeight reads \(Self.currentSchema)",
          next: "update NetWeight, or write the manifest in schema \(Self.currentSchema)")
      }
      self = try JSONDecoder().decode(Manifest.self, from: data)
    } catch let error as DecodingError {
      let place = JSONProblem(error, in: data)
      throw SampleSetError(url, line: place.line, problem: place.problem, next: "correct the manifest")
    }
  }

  /// What a manifest has to say of a file as it is now; samples are counted in `.jsonl` files.
  /// - Throws: ``SampleSetError`` when it cannot be read.
  public static func describe(_ url: URL) throws -> File {
    let lines = try SampleLines(url)
    var samples = 0
    while try lines.next() != nil { samples += 1 }
    return File(sha256: lines.sha256, samples: url.pathExtension == "jsonl" ? samples : nil)
  }

  private struct Version: Decodable { var schema: Int }
}
