public import Foundation
import NetWeightCore
import Subprocess

/// The earlier artefact of a variant that its newer one is timed against.
public struct PastArtefact: Sendable {
  enum Source: Sendable {
    case baseline
    case revision(String)
    case files([URL])
  }

  let source: Source

  /// What the environment's `NETWEIGHT_BASE` names: a git revision (`origin/main`) whose files are taken, or a folder
  /// that the package was checked out in. Without it the ratio that the baseline keeps.
  public static let baseline = PastArtefact(source: .baseline)
  /// The variant's files at a git revision.
  public static func revision(_ name: String) -> PastArtefact { PastArtefact(source: .revision(name)) }
  /// Files at hand, for example the copy that is kept for rollback.
  public static func files(_ urls: URL...) -> PastArtefact { PastArtefact(source: .files(urls)) }

  /// The older files, with what they are called in messages.
  struct Files {
    let urls: [URL]
    let name: String
    /// Holds what was taken out of git; goes when the claim was judged.
    let folder: TemporaryFolder?
  }

  /// The older files; nil when only the baseline's recorded ratio is left to compare with.
  /// - Parameter base: what the environment's `NETWEIGHT_BASE` names.
  /// - Throws: ``Undecidable`` when they were asked for and are not there.
  func files(of variant: any Variant, in workspace: Workspace, base: String?) async throws -> Files? {
    switch source {
    case .files(let urls):
      return Files(urls: urls, name: urls.map(\.lastPathComponent).joined(separator: ", "), folder: nil)
    case .revision(let name):
      return try await Self.files(of: variant, at: name, in: workspace)
    case .baseline:
      guard let base else { return nil }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: base, isDirectory: &isFolder), isFolder.boolValue else {
        return try await Self.files(of: variant, at: base, in: workspace)
      }
      let root = URL(filePath: base, directoryHint: .isDirectory)
      let urls = try variant.artefactFiles.map { root.appending(path: try Self.path(of: $0, in: workspace)) }
      return Files(urls: urls, name: "the base folder", folder: nil)
    }
  }

  private static func files(
    of variant: any Variant, at revision: String, in workspace: Workspace
  ) async throws -> Files {
    let folder = try TemporaryFolder()
    var urls: [URL] = []
    for url in variant.artefactFiles {
      let path = try path(of: url, in: workspace)
      // With its folders: two files of a variant may have one name.
      let file = folder.url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try await copy(path, at: revision, in: workspace, to: file)
      urls.append(file)
    }
    return Files(urls: urls, name: revision, folder: folder)
  }

  private static func copy(
    _ path: String, at revision: String, in workspace: Workspace, to file: URL
  ) async throws {
    guard FileManager.default.createFile(atPath: file.path(percentEncoded: false), contents: nil) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.lastPathComponent])
    }
    let handle = try FileHandle(forWritingTo: file)
    defer { handle.closeFile() }
    let result = try await Subprocess.run(
      .name("git"),
      arguments: ["-C", workspace.root.path(percentEncoded: false), "show", "\(revision):./\(path)"],
      output: .fileDescriptor(.init(rawValue: handle.fileDescriptor), closeAfterSpawningProcess: false),
      error: .string(limit: 64 * 1024))
    guard result.terminationStatus.isSuccess else {
      let words = result.standardError.trimmingCharacters(in: .whitespacesAndNewlines)
      throw Undecidable(
        reason: .noBaseline, summary: "git has no \(path) at '\(revision)': \(words)",
        next: ["fetch the revision (a shallow clone has only one), or name another in NETWEIGHT_BASE"])
    }
    // What large-file storage leaves in git is a note of where the bytes are.
    let start = try FileHandle(forReadingFrom: file).read(upToCount: 40) ?? Data()
    guard !start.starts(with: Data("version https://git-lfs".utf8)) else {
      throw Undecidable(
        reason: .noBaseline, summary: "\(path) at '\(revision)' is a pointer of git-lfs",
        next: [
          "check the revision out into a folder with `git lfs pull`, and name the folder in NETWEIGHT_BASE"
        ])
    }
  }

  private static func path(of url: URL, in workspace: Workspace) throws -> String {
    let file = url.standardizedFileURL.path(percentEncoded: false)
    let root = workspace.root.path(percentEncoded: false)
    let prefix = root.hasSuffix("/") ? root : root + "/"
    guard file.hasPrefix(prefix) else {
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(url.lastPathComponent) is not in the package, so no revision of it is known",
        next: ["keep the artefact in the repository, or give the older one: than: .files(…)"])
    }
    return String(file.dropFirst(prefix.count))
  }
}

/// A folder that goes when nothing refers to it any more.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "netweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      FileHandle.standardError.write(Data("netweight: a temporary folder was left over: \(error)\n".utf8))
    }
  }
}
