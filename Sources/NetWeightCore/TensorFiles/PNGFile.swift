import Foundation

/// A `.png` file. Values are the stored samples, 0…255: gamma and colour profile are left alone and alpha is
/// ignored, as most code that trains on images does, so that both see the same numbers.
struct PNGFile: TensorFile {
  private let file: MappedFile
  private let library: PNGLibrary?
  private let image: PNGChunks

  /// Reads the header.
  /// - Throws: ``TensorFileError`` when it is damaged or of another depth than 8 bits.
  init(_ file: MappedFile, _ library: PNGLibrary?) throws {
    self.file = file
    self.library = library
    image = try PNGChunks(file)
    guard image.hasPalette || image.bitDepth == 8 else {
      throw file.failure(
        "has \(image.bitDepth) bits per sample, expected 8", next: "convert it, or store the input as .npy")
    }
  }

  func tensor(_ reference: InputReference, shape: [Int]) throws -> Tensor {
    try reference.refuse(tensor: "a PNG file", in: file)
    try reference.refuse(row: "a PNG file", in: file)
    let expected = try InputShape(shape, of: file)
    // Neither overflows: both lengths have 31 bits.
    let (pixels, size) = (image.width * image.height, "\(image.width) × \(image.height) pixels")
    let isGrey = pixels == expected.count
    guard isGrey || (expected.count.isMultiple(of: 3) && pixels == expected.count / 3) else {
      throw file.failure(
        "has \(size), expected 1 or 3 elements of the input shape \(shape) for each",
        next: "correct the file or the manifest's inputShape")
    }
    try expected.check(layout: [image.height, image.width, isGrey ? 1 : 3], what: "", file)
    let rgba = try decoded(pixels)
    return try Tensor(shape: shape, scalars: isGrey ? grey(rgba) : colours(rgba))
  }

  /// Red, green, blue and alpha of each pixel. The number of pixels has been compared with the input shape before,
  /// so that a small file cannot ask for all memory.
  private func decoded(_ pixels: Int) throws -> [UInt8] {
    let library = try (library ?? .standard).loaded(for: file)
    switch library.decode(try image.critical(file), width: image.width, height: image.height) {
    case .success(let rgba): return rgba
    case .failure(let damage):
      throw file.failure("cannot be decoded: \(damage.message)", next: "write the image again")
    }
  }

  private func colours(_ rgba: [UInt8]) -> [Float] {
    let count = rgba.count / 4
    return [Float](unsafeUninitializedCapacity: 3 * count) { floats, initialized in
      for pixel in 0..<count {
        for channel in 0..<3 {
          floats.initializeElement(at: 3 * pixel + channel, to: Float(rgba[4 * pixel + channel]))
        }
      }
      initialized = 3 * count
    }
  }

  /// Colours have no single grey: libraries weigh them differently, and a model notices.
  private func grey(_ rgba: [UInt8]) throws -> [Float] {
    try (0..<rgba.count / 4).map { pixel in
      let (red, green, blue) = (rgba[4 * pixel], rgba[4 * pixel + 1], rgba[4 * pixel + 2])
      guard red == green, green == blue else {
        throw file.failure(
          "has the colour (\(red), \(green), \(blue)) in row \(pixel / image.width), "
            + "column \(pixel % image.width), the input shape has one element for each pixel",
          next: "convert it to grey as the model's training data was, or give inputShape 3 channels")
      }
      return Float(red)
    }
  }
}
