import Foundation
import NetWeightCore
import Testing

/// A set's folder with files of tensors, `GoldSets/tiny`.
struct TensorFolder {
  let root: TemporaryFolder
  let url: URL

  init() throws {
    root = try TemporaryFolder()
    url = root.workspace.goldSet("tiny")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The elements that a reference gives, from a file that is opened for it.
  func read(_ reference: InputReference, _ shape: [Int], library: PNGLibrary? = nil) throws -> [Float] {
    let tensor = try TensorFiles(folder: url, library: library).tensor(reference, shape: shape)
    #expect(tensor.shape == shape)
    return tensor.scalars
  }
}

/// The files that `Scripts/tensor-files.py` wrote.
enum Written {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func read(_ reference: InputReference, _ shape: [Int] = [2, 5]) throws -> [Float] {
    try TensorFiles(folder: folder).tensor(reference, shape: shape).scalars
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// What is said of a PNG file where there is no libpng.
  static func missingLibrary(_ name: String, tried: [String]) -> String {
    #if canImport(Darwin)
      let installation = "brew install libpng"
    #else
      let installation = "apt-get install libpng16-16"
    #endif
    return "Fixtures/\(name): is read with libpng 1.6, which cannot be loaded; "
      + "tried \(tried.joined(separator: ", ")). "
      + "Next: \(installation), or set NETWEIGHT_LIBPNG to the library."
  }

  /// The script's formula for a kind of numbers: `f`, `i`, `u`, or `b`.
  static func values(_ kind: Character, count: Int = 10) -> [Float] {
    (0..<count).map { index in
      switch kind {
      case "f": 0.5 * Float(index) - 2
      case "i": 9 * Float(index) - 40
      case "u": 9 * Float(index)
      default: index.isMultiple(of: 3) ? 1 : 0
      }
    }
  }
}

extension Float {
  /// Its bytes, the least significant first.
  var bytes: [UInt8] { withUnsafeBytes(of: bitPattern.littleEndian) { Array($0) } }
}
