public import Foundation

extension Manifest {
  /// The name of the file in a set's folder.
  public static let fileName = "manifest.json"

  /// Reads the manifest of a set's folder.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public init(readingFrom folder: URL) throws {
    let url = folder.appending(path: Self.fileName)
    let data = try Data(ofSetFile: url)
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

  /// What a manifest has to say of a file of samples as it is now.
  /// - Throws: ``SampleSetError`` when it cannot be read.
  public static func describe(_ url: URL) throws -> File {
    let data = try Data(ofSetFile: url)
    let lines = data.split(separator: UInt8(ascii: "\n")).count { !$0.isBlankLine }
    return File(sha256: Digest.hexadecimal(of: data), samples: lines)
  }

  private struct Version: Decodable { var schema: Int }
}

extension Data {
  /// The whole of one file of a set.
  init(ofSetFile url: URL) throws {
    do {
      self = try Data(contentsOf: url)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw SampleSetError(url, problem: "is not there", next: "check the name of the set, or make its files")
    } catch {
      throw SampleSetError(
        url, problem: "cannot be read: \(error.localizedDescription)",
        next: "check the permissions of the set's folder")
    }
  }
}
