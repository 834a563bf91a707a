import Foundation

/// A folder that a parent shares with one child, and that goes when the parent has read what is in it.
enum ChildFolder {
  static func with<Result: Sendable>(_ body: (URL) async throws -> Result) async throws -> Result {
    // In a child's own folder, where there is one: when the child is killed, its parent cleans up for both.
    let place = ChildRequest.current?.folder ?? FileManager.default.temporaryDirectory
    let folder = place.appendingPathComponent("netweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch {
        let note = "netweight: \(folder.path) could not be removed: \(error)\n"
        FileHandle.standardError.write(Data(note.utf8))
      }
    }
    return try await body(folder)
  }
}
