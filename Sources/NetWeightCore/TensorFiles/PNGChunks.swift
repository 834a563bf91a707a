import Foundation

/// The outer structure of a PNG file: signature, then chunks of length, name, data and checksum.
/// Format: W3C, "Portable Network Graphics (PNG) Specification", section 5.
struct PNGChunks: Sendable {
  let width: Int
  let height: Int
  let bitDepth: Int
  let hasPalette: Bool

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let next = "write the image again"

  /// Reads `IHDR`, which comes first: width, height, bits, colour type.
  /// - Throws: ``TensorFileError`` when it is not there or has no pixels.
  init(_ file: MappedFile) throws(TensorFileError) {
    try file.expect(Self.signature, "PNG", next: Self.next)
    guard file.data.count >= 33 else {
      throw file.failure("has \(file.data.count) bytes and ends in its header", next: Self.next)
    }
    guard file.number(at: 8, bytes: 8, bigEndian: true) == 0x0D_4948_4452 else {
      throw file.failure("does not begin with the chunk IHDR", next: Self.next)
    }
    width = Int(file.number(at: 16, bytes: 4, bigEndian: true))
    height = Int(file.number(at: 20, bytes: 4, bigEndian: true))
    guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else {
      throw file.failure("has \(width) × \(height) pixels, expected 1…2147483647 each", next: Self.next)
    }
    bitDepth = Int(file.number(at: 24, bytes: 1))
    hasPalette = file.number(at: 25, bytes: 1) == 3
  }

  /// The file without the chunks that an image can be decoded without. Some of these (`gAMA`, `iCCP`) make libpng
  /// change the values, and others (`zTXt`) make it unpack what nobody asked for.
  /// - Throws: ``TensorFileError`` when a chunk is longer than the file or the last one is missing.
  func critical(_ file: MappedFile) throws(TensorFileError) -> Data {
    var kept = Data(Self.signature)
    var offset = 8
    while file.data.count - offset >= 12 {
      let length = Int(file.number(at: offset, bytes: 4, bigEndian: true))
      guard length <= file.data.count - offset - 12 else { break }
      let end = offset + 12 + length
      let name = file.number(at: offset + 4, bytes: 4, bigEndian: true)
      // A lower-case first letter marks what is ancillary.
      if name & 0x2000_0000 == 0 { kept += file.data[offset..<end] }
      if name == 0x4945_4E44 { return kept }
      offset = end
    }
    throw file.failure(
      "has \(file.data.count) bytes and ends before its chunk IEND: it is truncated", next: Self.next)
  }
}
