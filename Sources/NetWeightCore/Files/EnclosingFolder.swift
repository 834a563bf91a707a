package import Foundation

/// A folder that names in a file of it may not lead out of: what was fetched from elsewhere may not read what else is on
/// the machine.
package struct EnclosingFolder: Sendable {
  /// Why a name is refused, or leads to nothing.
  package enum Problem: Error, Hashable {
    /// No file can be called that.
    case noName
    case absolute
    /// It has more `..` than folders.
    case leavesFolder
    /// It is or passes a link that leaves the folder.
    case linkLeavesFolder
    case missing
    /// What the system says.
    case unreadable(String)
    /// A folder or a device.
    case noFile
  }

  package let url: URL

  package init(_ url: URL) { self.url = url }

  /// The file of a name.
  /// - Throws: ``Problem``.
  package func file(_ name: String) throws(Problem) -> URL {
    guard !name.isEmpty, !name.utf8.contains(0) else { throw .noName }
    guard !name.hasPrefix("/") else { throw .absolute }
    guard Self.staysInside(name) else { throw .leavesFolder }
    let file = url.appending(path: name)
    guard let root = Self.realPath(url), let path = Self.realPath(file) else {
      let reason = errno
      guard reason != ENOENT, reason != ENOTDIR else { throw .missing }
      throw .unreadable(String(cString: strerror(reason)))
    }
    guard path.hasPrefix(root.hasSuffix("/") ? root : root + "/") else { throw .linkLeavesFolder }
    guard Self.isRegularFile(path) else { throw .noFile }
    return file
  }

  /// Whether something is a file, and no folder, device or pipe: those have no end that a reader could trust.
  package static func isRegularFile(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
  }

  /// Whether no prefix of the path has more `..` than folders. Said before the disk is asked, because a path that
  /// leaves the folder is wrong whether or not something is there.
  private static func staysInside(_ name: String) -> Bool {
    var depth = 0
    for part in name.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return false }
    }
    return true
  }

  /// Without links; nil and `errno` when nothing is there.
  private static func realPath(_ url: URL) -> String? {
    guard let path = realpath(url.path(percentEncoded: false), nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
