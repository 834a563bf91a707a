import Foundation
import NetWeightCore
import Synchronization

/// The files of models on disk, each read once for as long as it stays the same: reading a model to find what is beside
/// it takes as much memory as its graph, which would be read as a cost of loading it.
enum ModelFiles {
  /// The model file and the files of weights that it names, all of them inside its folder.
  /// - Throws: ``ONNXModelFileError`` for a file that is missing, damaged or no ONNX model, and for weights that are
  ///   missing or outside of the folder: some versions of ONNX Runtime would read them from anywhere.
  static func list(at url: URL) throws(ONNXModelFileError) -> [URL] {
    let path = url.path(percentEncoded: false)
    if let known = known.withLock({ $0[path] }), known.stamps == stamps(of: known.files) {
      return known.files
    }
    // Before it is read: a file that changes meanwhile is read again.
    let before = Stamp(path)
    let files = [url] + (try ONNXModelFile.externalDataFiles(at: url))
    let stamps = [before] + stamps(of: Array(files.dropFirst()))
    known.withLock { $0[path] = Known(files: files, stamps: stamps) }
    return files
  }

  private struct Known: Sendable {
    let files: [URL]
    let stamps: [Stamp?]
  }

  private static let known = Mutex<[String: Known]>([:])

  private static func stamps(of files: [URL]) -> [Stamp?] {
    files.map { Stamp($0.path(percentEncoded: false)) }
  }

  /// What changes when a file does.
  private struct Stamp: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
    let bytes: Int
    let seconds: Int
    let nanoseconds: Int

    /// Nil when nothing is there.
    init?(_ path: String) {
      var information = stat()
      guard stat(path, &information) == 0 else { return nil }
      device = UInt64(truncatingIfNeeded: information.st_dev)
      inode = UInt64(truncatingIfNeeded: information.st_ino)
      bytes = Int(information.st_size)
      #if canImport(Darwin)
        let time = information.st_mtimespec
      #else
        let time = information.st_mtim
      #endif
      seconds = Int(time.tv_sec)
      nanoseconds = Int(time.tv_nsec)
    }
  }
}
