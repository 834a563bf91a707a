import ArgumentParser
import Foundation
import NetWeightCore

/// One suite: its baselines, its proposals and the record of its last run.
struct Suite {
  let name: String
  let store: BaselineStore
  let record: RunRecordFile

  init(_ name: String, in workspace: Workspace) {
    self.name = name
    store = BaselineStore(suite: name, in: workspace)
    record = RunRecordFile(suite: name, in: workspace)
  }

  /// The variants with a proposal, sorted.
  func pending() throws -> [String] {
    try store.variants().filter {
      FileManager.default.fileExists(atPath: store.proposedFile($0).path(percentEncoded: false))
    }
  }

  /// Those of the named variants that have a proposal; all that have one when none is named.
  /// - Throws: ``ToolError`` when a named one has none.
  func pending(among names: [String]) throws -> [String] {
    let pending = try pending()
    guard let missing = names.first(where: { !pending.contains($0) }) else {
      return names.isEmpty ? pending : pending.filter(names.contains)
    }
    let runTests = "run the tests outside CI, which proposes a baseline where something changed"
    throw pending.isEmpty
      ? ToolError("\(name)/\(missing) has no proposal; nothing is pending in this suite", next: runTests)
      : ToolError(
        "\(name)/\(missing) has no proposal; pending are: \(list(pending))",
        next: "name one of those, or \(runTests)")
  }
}

extension Suite {
  /// Every suite of a workspace, sorted: a folder in `Baselines` or a record in `Reports`.
  static func all(in workspace: Workspace) throws -> [Suite] {
    let baselines = workspace.root.appending(path: "Baselines")
    let folders = try names(in: baselines).filter { name in
      var isFolder: ObjCBool = false
      let path = baselines.appending(path: name).path(percentEncoded: false)
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
    let records = try names(in: workspace.reports).filter { $0.hasSuffix(".run.json") }
    return Set(folders + records.map { String($0.dropLast(".run.json".count)) }).sorted()
      .map { Suite($0, in: workspace) }
  }

  /// The named suites in the order in which they are named; all when none is.
  /// - Throws: `ValidationError`, which exits with 64, when there is no such suite.
  static func named(_ names: [String], in workspace: Workspace) throws -> [Suite] {
    let suites = try all(in: workspace)
    if names.isEmpty { return suites }
    return try names.map { name in
      guard let suite = suites.first(where: { $0.name == name }) else {
        let known =
          suites.isEmpty ? "There is no suite at all" : "The suites are: \(list(suites.map(\.name)))"
        throw ValidationError("There is no suite '\(name)'. \(known).")
      }
      return suite
    }
  }

}

/// What is in a folder, in no order; nothing when it is not there.
/// - Throws: ``ToolError`` when it cannot be read.
func names(in folder: URL) throws -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { !$0.hasPrefix(".") }
  } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
    return []
  } catch {
    throw ToolError(
      "\(Workspace.shortPath(of: folder)) cannot be read as a folder: \(error.localizedDescription)",
      next: "make it a readable folder")
  }
}

/// Names with commas between them.
func list(_ names: [String]) -> String { names.joined(separator: ", ") }
