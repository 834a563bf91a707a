import Foundation
import NetWeightCore
import Reporting

/// Where the inputs of a set are.
enum InputStorage: String, CaseIterable, Codable, CustomStringConvertible {
  /// In the lines themselves.
  case lines
  /// In one `.npy` file, a byte or a float each.
  case u1, f4

  var description: String {
    switch self {
    case .lines: "in the lines"
    case .u1: ".npy of bytes"
    case .f4: ".npy of floats"
    }
  }
}

/// A set of any size: digits of the repository's gold set, each a little noisier, under names of their own.
struct LargeSet {
  let samples: Int
  let storage: InputStorage
  let seed: UInt64

  private static let slices = ["north", "south", "east", "west", "night"]

  /// Writes it into a temporary folder, a piece at a time.
  func write() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "large-set-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let originals = try Digits.gold().samples
    var generator = SplitMix64(seed: seed)
    var lines = try WrittenFile(folder.appending(path: "gold.jsonl"))
    var inputs = storage == .lines ? nil : try WrittenFile(folder.appending(path: "inputs.npy"))
    inputs?.append(Self.header(storage, rows: samples))
    for number in 0..<samples {
      let original = originals[generator.below(originals.count)]
      let pixels = original.input.scalars.map { value in
        // One pixel in four is a step lighter or darker.
        let step = generator.below(8)
        return max(0, min(16, Int(value * 16) + (step == 0 ? 1 : step == 1 ? -1 : 0)))
      }
      let slice = Self.slices[generator.below(Self.slices.count)]
      let input =
        storage == .lines
        ? "[\(pixels.map(String.init).joined(separator: ","))]"
        : "{\"file\":\"inputs.npy\",\"row\":\(number)}"
      lines.append(
        Data(
          "{\"id\":\"large-\(number)\",\"input\":\(input),\"label\":\(original.target.label ?? 0),\"slices\":[\"\(slice)\"]}\n"
            .utf8))
      if storage == .u1 { inputs?.append(Data(pixels.map { UInt8($0) })) }
      if storage == .f4 {
        inputs?.append(pixels.map { Float($0) }.withUnsafeBytes { Data($0) })
      }
    }
    var files = ["gold.jsonl": Manifest.File(sha256: try lines.close(), samples: samples)]
    if let sha256 = try inputs?.close() { files["inputs.npy"] = Manifest.File(sha256: sha256, samples: nil) }
    let manifest = Manifest(
      name: "large", origin: "GoldSets/digits/gold.jsonl, resampled with noise", licence: "CC-BY-4.0",
      attribution: "see GoldSets/digits", made: "swift run -c release large-sets", inputShape: [64],
      classes: 10, preprocessing: "digits-1", files: files)
    try JSONEncoder().encode(manifest).write(to: folder.appending(path: Manifest.fileName))
    return folder
  }

  /// Version 1.0 of the format, its length a multiple of 64 bytes.
  private static func header(_ storage: InputStorage, rows: Int) -> Data {
    let type = storage == .u1 ? "|u1" : "<f4"
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(rows), 64), }"
    while (10 + text.utf8.count + 1) % 64 != 0 { text += " " }
    let length = text.utf8.count + 1
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length % 256), UInt8(length / 256)])
      + Data((text + "\n").utf8)
  }
}

/// A file that is written in pieces, with its digest.
private struct WrittenFile {
  private let handle: FileHandle
  private var piece = Data()
  private var digest = Digest()

  init(_ url: URL) throws {
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
  }

  mutating func append(_ data: Data) {
    piece += data
    if piece.count > 1 << 20 { flush() }
  }

  private mutating func flush() {
    piece.withUnsafeBytes { digest.update($0) }
    handle.write(piece)
    piece = Data()
  }

  /// - Returns: SHA-256.
  mutating func close() throws -> String {
    flush()
    try handle.close()
    return digest.hexadecimal
  }
}
