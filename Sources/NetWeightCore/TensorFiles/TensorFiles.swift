package import Foundation
import Synchronization

/// The files that hold the inputs of a set. Each is opened once and never copied as a whole; its header is read
/// then, so that what a lookup costs does not depend on the size of the file. Any number of threads may ask.
package final class TensorFiles: Sendable {
  /// How many files stay open: enough for the few large ones of a set, while a set of a million images does not
  /// keep a million of them.
  package static let limit = 16

  private let folder: SetFolder
  private let library: PNGLibrary?
  private let open = Mutex(RecentFiles(limit: TensorFiles.limit))

  /// Files of the folder, none of which is opened yet.
  /// - Parameter library: how PNG files are decoded; nil for the libpng that the system has, looked for when the
  ///   first of them is read.
  package init(folder: URL, library: PNGLibrary? = nil) {
    self.folder = SetFolder(url: folder)
    self.library = library
  }

  /// Reads one input, its elements converted to floats. Values are not checked: NaN is given back as it is stored.
  /// - Parameter shape: the manifest's input shape, which is that of the result.
  /// - Throws: ``TensorFileError``.
  package func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    try file(reference.file).tensor(reference, shape: shape)
  }

  /// Reads one input from bytes that are in memory, as if they were those of the file that the reference names.
  /// - Throws: ``TensorFileError``.
  package static func tensor(_ reference: InputReference, shape: [Int], in data: Data) throws -> Tensor {
    let file = MappedFile(URL(filePath: reference.file), data: data)
    return try TensorFileFormat.open(file, nil).tensor(reference, shape: shape)
  }

  /// SHA-256 of a file, hexadecimal and lower case. Reads it in pieces of 1 MiB rather than through a mapping, whose
  /// pages would all count as memory of this process.
  /// - Throws: ``TensorFileError``.
  package func sha256(of file: String) throws -> String {
    let url = try folder.file(file)
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      var digest = Digest()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        piece.withUnsafeBytes { digest.update($0) }
      }
      return digest.hexadecimal
    } catch {
      throw TensorFileError(
        url, problem: "cannot be read: \(error.localizedDescription)",
        next: "check the file and its permissions")
    }
  }

  /// Opening is slow and goes on without the lock. Two threads that want the same new file may both open it; the
  /// second one's is dropped, which costs less than to let everybody wait for a slow disk.
  private func file(_ name: String) throws -> any TensorFile {
    if let file = open.withLock({ $0[name] }) { return file }
    let file = try TensorFileFormat.open(MappedFile(folder.file(name)), library)
    return open.withLock { $0.keep(file, as: name) }
  }
}

/// The files that were used last.
private struct RecentFiles {
  private let limit: Int
  private var files: [String: Entry] = [:]
  private var uses: UInt64 = 0

  /// A class, so that a lookup is one search in the dictionary: other threads wait for it.
  private final class Entry {
    let file: any TensorFile
    var used: UInt64

    init(_ file: any TensorFile, used: UInt64) {
      self.file = file
      self.used = used
    }
  }

  init(limit: Int) { self.limit = limit }

  subscript(_ name: String) -> (any TensorFile)? {
    mutating get {
      guard let entry = files[name] else { return nil }
      uses += 1
      entry.used = uses
      return entry.file
    }
  }

  /// Keeps a file in the place of the one that was not used for the longest time; gives the file that is kept
  /// under that name, which may be an earlier one.
  mutating func keep(_ file: any TensorFile, as name: String) -> any TensorFile {
    if let earlier = self[name] { return earlier }
    if files.count >= limit, let oldest = files.min(by: { $0.value.used < $1.value.used })?.key {
      files[oldest] = nil
    }
    uses += 1
    files[name] = Entry(file, used: uses)
    return file
  }
}
