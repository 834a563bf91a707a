import Foundation

/// The folder of a set, which no reference to a file leaves: a set that was fetched from elsewhere may not read
/// what else is on the machine.
struct SetFolder: Sendable {
  let url: URL

  /// The file of a name.
  /// - Throws: ``TensorFileError`` when the name leaves the folder, also by a link, or is no file.
  func file(_ name: String) throws(TensorFileError) -> URL {
    let inside = "name a file in the folder of the set"
    func refusal(_ problem: String) -> TensorFileError {
      TensorFileError(url, problem: "the input file '\(name)' \(problem)", next: inside)
    }
    guard !name.isEmpty, !name.utf8.contains(0) else { throw refusal("has no name that a file can have") }
    guard !name.hasPrefix("/") else { throw refusal("is an absolute path") }
    guard Self.staysInside(name) else { throw refusal("leaves the folder of the set") }
    let file = url.appending(path: name)
    guard let root = Self.realPath(url), let path = Self.realPath(file) else {
      let reason = errno
      guard reason != ENOENT, reason != ENOTDIR else {
        throw TensorFileError(
          file, problem: "is not there", next: "check \"file\" of the sample, or make the set's files")
      }
      throw TensorFileError(
        file, problem: "cannot be read: \(String(cString: strerror(reason)))",
        next: "check the permissions of the set's folder")
    }
    guard path.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
      throw refusal("is or passes a link that leaves the folder of the set")
    }
    var information = stat()
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      throw TensorFileError(file, problem: "is no file but a folder or a device", next: inside)
    }
    return file
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
