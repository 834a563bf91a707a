import Foundation

/// The folder of a set, which no reference to a file leaves.
struct SetFolder: Sendable {
  let url: URL

  /// The file of a name.
  /// - Throws: ``TensorFileError`` when the name leaves the folder, also by a link, or is no file.
  func file(_ name: String) throws(TensorFileError) -> URL {
    do throws(EnclosingFolder.Problem) {
      return try EnclosingFolder(url).file(name)
    } catch {
      let inside = "name a file in the folder of the set"
      let file = url.appending(path: name)
      func refusal(_ problem: String) -> TensorFileError {
        TensorFileError(url, problem: "the input file '\(name)' \(problem)", next: inside)
      }
      switch error {
      case .noName: throw refusal("has no name that a file can have")
      case .absolute: throw refusal("is an absolute path")
      case .leavesFolder: throw refusal("leaves the folder of the set")
      case .linkLeavesFolder: throw refusal("is or passes a link that leaves the folder of the set")
      case .missing:
        throw TensorFileError(
          file, problem: "is not there", next: "check \"file\" of the sample, or make the set's files")
      case .unreadable(let reason):
        throw TensorFileError(
          file, problem: "cannot be read: \(reason)", next: "check the permissions of the set's folder")
      case .noFile:
        throw TensorFileError(file, problem: "is no file but a folder or a device", next: inside)
      }
    }
  }
}
