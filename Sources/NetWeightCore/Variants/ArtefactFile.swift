public import Foundation

/// One file of a variant as it is on disk.
public struct ArtefactFile: Sendable, Hashable, Codable {
  /// The name without its folder.
  public var name: String
  /// Its size.
  public var bytes: Int
  /// Its SHA-256, hexadecimal.
  public var sha256: String

  /// Describes a file.
  public init(name: String, bytes: Int, sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }

  /// Reads a file to describe it.
  /// - Throws: ``ArtefactError`` naming it when it cannot be read.
  public init(readingFrom url: URL) throws {
    let data = try Self.contents(of: url)
    self.init(name: url.lastPathComponent, bytes: data.count, sha256: Digest.hexadecimal(of: data))
  }

  /// The bytes of a file, which are read only where somebody looks at them.
  fileprivate static func contents(of url: URL) throws(ArtefactError) -> Data {
    do { return try Data(contentsOf: url, options: .mappedIfSafe) } catch {
      throw ArtefactError(file: Workspace.shortPath(of: url), problem: error.localizedDescription)
    }
  }
}

extension Variant {
  /// The variant's files with size and SHA-256, in the order in which it names them.
  /// - Throws: ``ArtefactError`` naming the first that cannot be read; what ``ArtefactListing`` throws.
  public func describeArtefact() throws -> [ArtefactFile] {
    try allArtefactFiles().map(ArtefactFile.init(readingFrom:))
  }

  /// Bytes of its files, which are not hashed for it; nil where it has none.
  /// - Throws: as ``describeArtefact()``.
  public func artefactBytes() throws -> Int? {
    let bytes = try allArtefactFiles().reduce(0) { try $0 + ArtefactFile.contents(of: $1).count }
    return bytes > 0 ? bytes : nil
  }

  private func allArtefactFiles() throws -> [URL] {
    try (self as? any ArtefactListing)?.listArtefactFiles() ?? artefactFiles
  }
}

/// A file of a variant cannot be read.
public struct ArtefactError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// What the system says.
  public let problem: String

  /// The message for people.
  public var description: String {
    "artefact \(file) cannot be read: \(problem) Next: check the variant's path, or make the file again."
  }
}
