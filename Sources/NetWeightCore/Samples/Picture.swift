public import Foundation

/// How the stored inputs of a set look to people: the manifest's `picture`.
public struct PictureFormat: Sendable, Hashable, Codable {
  /// Pixels a row, and rows; stored row by row, the channels of a pixel beside each other.
  public var width, height: Int
  /// 1 for grey, 3 for red, green and blue.
  public var channels: Int
  /// The stored values that are black and white.
  public var black, white: Float

  /// Describes pictures.
  public init(width: Int, height: Int, channels: Int = 1, black: Float = 0, white: Float = 255) {
    self.width = width
    self.height = height
    self.channels = channels
    self.black = black
    self.white = white
  }
}

extension PictureFormat {
  /// How many elements a picture has; nil of more than can be counted.
  fileprivate var elements: Int? {
    let (pixels, areTooMany) = width.multipliedReportingOverflow(by: height)
    let (elements, overflows) = pixels.multipliedReportingOverflow(by: channels)
    return areTooMany || overflows ? nil : elements
  }
}

/// What a sample looks like, small: at most 96 pixels a side.
public struct Picture: Sendable, Hashable, Codable {
  /// Pixels a row, and rows.
  public var width, height: Int
  /// Red, green, blue of each pixel, row by row.
  public var rgb: Data

  private static let mostPixels = 96

  /// Makes a picture of a stored input.
  /// - Returns: nil when the input does not have as many elements as the format says.
  public init?(of stored: Tensor, as format: PictureFormat) {
    let isKnown = format.width > 0 && format.height > 0 && [1, 3].contains(format.channels)
    guard isKnown, format.white != format.black, format.elements == stored.scalars.count else { return nil }
    // Whole pixels are left out, which shows small pictures as they are and large ones as thumbnails.
    let step = max(1, (max(format.width, format.height) + Self.mostPixels - 1) / Self.mostPixels)
    width = (format.width + step - 1) / step
    height = (format.height + step - 1) / step
    var bytes = Data(capacity: width * height * 3)
    for y in stride(from: 0, to: format.height, by: step) {
      for x in stride(from: 0, to: format.width, by: step) {
        let start = (y * format.width + x) * format.channels
        for channel in 0..<3 {
          let value = stored.scalars[start + min(channel, format.channels - 1)]
          let share = (value - format.black) / (format.white - format.black)
          bytes.append(share.isFinite ? UInt8(max(0, min(255, (share * 255).rounded()))) : 0)
        }
      }
    }
    rgb = bytes
  }
}
