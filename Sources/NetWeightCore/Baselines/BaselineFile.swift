public import Foundation

/// Reads and writes one baseline as a file.
public enum BaselineFile {
  /// Reads a baseline.
  /// - Returns: nil when there is no such file.
  /// - Throws: ``BaselineError`` naming line and key when it is damaged or of a newer schema.
  public static func read(_ url: URL) throws -> Baseline? {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    } catch {
      throw BaselineError(
        url, problem: "cannot be read: \(error.localizedDescription)", next: "check its permissions")
    }
    do {
      let version = try JSONDecoder().decode(Version.self, from: data)
      // There is no older schema yet; the first migration goes here.
      guard version.schema == Baseline.currentSchema else {
        throw BaselineError(
          url,
          problem: "has schema \(version.schema), this version of NetWeight reads \(Baseline.currentSchema)",
          next: version.schema > Baseline.currentSchema
            ? "update NetWeight to the version that wrote it" : "restore the file from git")
      }
      return try JSONDecoder().decode(Baseline.self, from: data)
    } catch let error as DecodingError {
      let place = JSONProblem(error, in: data)
      throw BaselineError(url, line: place.line, problem: place.problem, next: remedy(url))
    }
  }

  /// A proposal is not in git, and the next run makes it again.
  private static func remedy(_ url: URL) -> String {
    url.pathExtension == "new"
      ? "delete it and run the tests again, which proposes anew"
      : "restore it with `git checkout -- \(Workspace.shortPath(of: url))`, or delete it and accept a new one"
  }

  /// Writes a baseline whole or not at all, with sorted keys and a newline at the end.
  /// - Throws: ``BaselineError`` when the folder cannot be written.
  public static func write(_ baseline: Baseline, to url: URL) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      var data = try encoder.encode(baseline)
      data.append(UInt8(ascii: "\n"))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url, options: .atomic)
    } catch {
      throw BaselineError(
        url, problem: "cannot be written: \(error.localizedDescription)",
        next: "make its folder writable and run again")
    }
  }

  private struct Version: Decodable { var schema: Int }
}
