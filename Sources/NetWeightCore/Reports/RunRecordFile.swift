public import Foundation

/// Keeps the record of the last run of a suite: `Reports/<suite>.run.json`.
public struct RunRecordFile: Sendable {
  /// The file.
  public let url: URL

  /// Names the record of a suite in a workspace.
  public init(suite: String, in workspace: Workspace) {
    url = workspace.reports.appending(path: "\(suite).run.json")
  }

  /// Reads the record.
  /// - Returns: nil when no run was recorded.
  /// - Throws: ``ReportError`` when the file is damaged.
  public func read() throws -> RunRecord? {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    } catch {
      throw ReportError(url, problem: "cannot be read: \(error.localizedDescription)")
    }
    do {
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      let schema = try decoder.decode(Version.self, from: data).schema
      guard schema == RunRecord.currentSchema else {
        throw ReportError(
          url, problem: "has schema \(schema), this version reads \(RunRecord.currentSchema)")
      }
      return try decoder.decode(RunRecord.self, from: data)
    } catch let error as DecodingError {
      let place = JSONProblem(error, in: data)
      let line = place.line.map { "line \($0): " } ?? ""
      throw ReportError(url, problem: "cannot be read: \(line)\(place.problem)")
    }
  }

  private struct Version: Decodable { var schema: Int }

  /// Writes the record whole or not at all.
  /// - Throws: ``ReportError`` when the folder cannot be written.
  public func write(_ record: RunRecord) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      // A ratio that nothing bounds from above is infinite, and still a fact of the run.
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try encoder.encode(record).write(to: url, options: .atomic)
    } catch {
      throw ReportError(url, problem: "cannot be written: \(error.localizedDescription)")
    }
  }
}

/// The record of a run cannot be read or written.
public struct ReportError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// What is wrong.
  public let problem: String

  init(_ url: URL, problem: String) {
    file = Workspace.shortPath(of: url)
    self.problem = problem
  }

  /// The message for people.
  public var description: String {
    "\(file): \(problem). Next: make the Reports folder writable, remove the file and run the tests again."
  }
}
