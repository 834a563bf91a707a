import Foundation

/// A picture as an uncompressed Windows bitmap (BITMAPINFOHEADER, 24 bits a pixel): the one format that all browsers
/// show and that needs no compression to write.
struct Bitmap: Sendable {
  /// The whole file.
  let bytes: Data

  /// Writes a picture.
  /// - Returns: nil when it does not have the pixels that it says, as in a record that was edited.
  init?(_ picture: Picture) {
    let (width, height) = (picture.width, picture.height)
    guard (1...Self.mostPixels).contains(width), (1...Self.mostPixels).contains(height),
      picture.rgb.count == 3 * width * height
    else { return nil }
    // Each row fills whole words of four bytes.
    let padding = Data(count: (4 - 3 * width % 4) % 4)
    let size = (3 * width + padding.count) * height
    var bytes = Data("BM".utf8)
    let header = 14 + 40
    bytes.append(words: [header + size, 0, header])
    bytes.append(words: [40, width, height])
    // One plane of 24 bits a pixel, not compressed; a resolution of 0 is none.
    bytes.append(words: [1 | 24 << 16, 0, size, 0, 0, 0, 0])
    let rgb = [UInt8](picture.rgb)
    // The last row comes first, and blue before green and red.
    for y in (0..<height).reversed() {
      for pixel in y * width..<(y + 1) * width {
        bytes.append(contentsOf: [rgb[3 * pixel + 2], rgb[3 * pixel + 1], rgb[3 * pixel]])
      }
      bytes.append(padding)
    }
    self.bytes = bytes
  }

  private static let mostPixels = 1024

  /// The file as an address that holds all of it.
  var address: String { "data:image/bmp;base64,\(bytes.base64EncodedString())" }
}

extension Data {
  /// Four bytes each, the lowest first.
  fileprivate mutating func append(words: [Int]) {
    for word in words { for byte in 0..<4 { append(UInt8(truncatingIfNeeded: word >> (8 * byte))) } }
  }
}
