import Foundation
import Synchronization

/// The files that lines of a set refer to, each of which has to hash to what the manifest or the line says: an input
/// that may change without a word is no basis for a comparison.
final class PinnedInputs: Sendable {
  private let files: TensorFiles
  /// SHA-256 by file, as the manifest says.
  private let pins: [String: String]
  private let verified = Mutex<Set<String>>([])

  init(of manifest: Manifest, in folder: URL) {
    files = TensorFiles(folder: folder)
    pins = manifest.files.mapValues(\.sha256)
  }

  /// - Throws: ``TensorFileError``, also for a file that nothing pins, or that is another one than it was.
  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    if let pin = pins[reference.file] {
      // One file holds many inputs; it is hashed when the first of them is read.
      if !verified.withLock({ $0.contains(reference.file) }) {
        try verify(reference.file, against: pin, said: "the manifest")
        verified.withLock { _ = $0.insert(reference.file) }
      }
    } else if let pin = reference.sha256 {
      try verify(reference.file, against: pin, said: "the line")
    } else {
      throw TensorFileError(
        file: reference.file, problem: "is not pinned: neither the manifest nor the line has its SHA-256",
        next: "list it under \"files\" in manifest.json, or give the input a \"sha256\"")
    }
    return try files.tensor(reference, shape: shape)
  }

  private func verify(_ file: String, against pin: String, said by: String) throws {
    let found = try files.sha256(of: file)
    guard found != pin else { return }
    throw TensorFileError(
      file: file, problem: "has SHA-256 \(found.prefix(12))…, \(by) says \(pin.prefix(12))…",
      next: "restore the file, or after an intended change write its new SHA-256 there")
  }
}
