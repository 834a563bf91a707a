import Foundation
import NetWeightCore

/// A folder of its own for one test, removed after it.
final class TemporaryFolder: Sendable {
  let url: URL
  let workspace: Workspace

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "netweight-core-\(UUID().uuidString)")
    workspace = Workspace(root: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a text to a path in the folder, with the folders above it.
  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// The text of a file; nil when there is none.
  func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: url.appending(path: path).path(percentEncoded: false))
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
