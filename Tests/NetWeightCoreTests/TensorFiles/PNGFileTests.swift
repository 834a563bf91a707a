import Foundation
import NetWeightCore
import Testing

/// The checksum of PNG chunks: CRC-32 of ISO 3309.
private func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  ~bytes.reduce(UInt32.max) { crc, byte in
    (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}

/// The file with the checksums that its chunks ought to have, as far as there are chunks.
func withChecksums(_ png: [UInt8]) -> [UInt8] {
  var png = png
  var start = 8
  while start + 12 <= png.count {
    let length = png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = start + 8 + length
    guard end + 4 <= png.count else { break }
    let checksum = crc32(png[start + 4..<end])
    for byte in 0..<4 { png[end + byte] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * byte)) }
    start = end + 4
  }
  return png
}

/// A change of a good file, and what must be said of it.
struct Damage: Sendable, CustomTestStringConvertible {
  let problem: String
  let change: @Sendable ([UInt8]) -> [UInt8]
  var testDescription: String { problem }

  init(_ problem: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.problem = problem
    self.change = change
  }
}

@Suite struct PNGFileTests {
  @Test(arguments: [
    (
      "RGB", [12],
      "has the colour (0, 37, 74) in row 0, column 0, the input shape has one element for each pixel. "
        + "Next: convert it to grey as the model's training data was, or give inputShape 3 channels."
    ),
    (
      "L", [11],
      "has 4 × 3 pixels, expected 1 or 3 elements of the input shape [11] for each. "
        + "Next: correct the file or the manifest's inputShape."
    ),
    (
      "L", [4, 3],
      "has shape [3, 4, 1], the input shape is [4, 3]: as many elements, but in another order. Next: store the "
        + "input in the manifest's inputShape, or change inputShape and reorder in preprocessing."
    ),
    (
      "RGB", [3, 3, 4],
      "has shape [3, 4, 3], the input shape is [3, 3, 4]: as many elements, but in another order. Next: store "
        + "the input in the manifest's inputShape, or change inputShape and reorder in preprocessing."
    ),
  ])
  func `an image that is not of the input shape is refused`(name: String, shape: [Int], message: String)
    throws
  {
    // What the header says needs no library.
    guard PNGLibrary.standard.isLoaded || shape != [12] else { return }
    expect(message: "Fixtures/\(name).png: \(message)") {
      try Written.read(.init(file: "\(name).png"), shape)
    }
  }

  @Test(
    arguments: [
      (nil, 1, "holds one input, the sample asks for row 1. Next: remove \"row\" from the sample."),
      ("a", nil, "has no named tensors, the sample asks for 'a'. Next: remove \"tensor\" from the sample."),
    ] as [(String?, Int?, String)])
  func `an image has neither rows nor tensors`(tensor: String?, row: Int?, message: String) {
    expect(message: "Fixtures/L.png: a PNG file \(message)") {
      try Written.read(.init(file: "L.png", tensor: tensor, row: row), [12])
    }
  }

  @Test func `without libpng it is said what was tried and how to install it`() {
    let library = PNGLibrary(candidates: ["libpng-of-nobody.so", "/no such folder/libpng16.so.16"])
    #expect(!library.isLoaded)
    #expect(library.tried == ["libpng-of-nobody.so", "/no such folder/libpng16.so.16"])
    expect(message: Written.missingLibrary("L.png", tried: library.tried)) {
      try TensorFiles(folder: Written.folder, library: library).tensor(.init(file: "L.png"), shape: [12])
    }
  }

  @Test func `the environment has the last word, and an empty word is none`() {
    let wrong = PNGLibrary(environment: ["NETWEIGHT_LIBPNG": "/no such file"])
    #expect(wrong.tried == ["/no such file"] && !wrong.isLoaded)
    #expect(PNGLibrary(environment: ["NETWEIGHT_LIBPNG": ""]).tried == PNGLibrary(environment: [:]).tried)
  }

  @Test func `a library that is not libpng is not taken for one`() {
    #expect(!PNGLibrary(candidates: ["libc.so.6", "/usr/lib/libSystem.B.dylib"]).isLoaded)
  }

  @Test(
    arguments: [
      Damage("has 20 bytes and ends in its header") { Array($0.prefix(20)) },
      Damage("is no PNG file: it begins with the bytes ff d8 89 50 4e 47 0d 0a") { [0xFF, 0xD8] + $0 },
      Damage("does not begin with the chunk IHDR") { $0.replacing(at: 12, with: [0x49, 0x44]) },
      Damage("has 0 × 3 pixels, expected 1…2147483647 each") { $0.replacing(at: 16, with: [0, 0, 0, 0]) },
      Damage("has 4 × 4278190083 pixels, expected 1…2147483647 each") { $0.replacing(at: 20, with: [0xFF]) },
    ])
  func `a damaged header is refused with what is wrong`(damage: Damage) throws {
    try expectRefusal(damage.change(try Written.bytes("L.png")), damage.problem)
  }

  @Test(
    .enabled(if: PNGLibrary.standard.isLoaded, "libpng16 is not installed"),
    arguments: [
      Damage("has 68 bytes and ends before its chunk IEND: it is truncated") { Array($0.dropLast(12)) },
      Damage("has 79 bytes and ends before its chunk IEND: it is truncated") { Array($0.dropLast(1)) },
      Damage("has 80 bytes and ends before its chunk IEND: it is truncated") {
        $0.replacing(at: 33, with: [0xFF])
      },
      Damage("cannot be decoded: IHDR: CRC error") { $0.replacing(at: 29, with: [0]) },
      Damage("cannot be decoded: IDAT: CRC error") { $0.replacing(at: 64, with: [0]) },
      Damage("cannot be decoded: Invalid IHDR data") { withChecksums($0.replacing(at: 25, with: [7])) },
      Damage("cannot be decoded: IDAT: unknown compression method") {
        withChecksums($0.replacing(at: 41, with: [0, 0]))
      },
    ])
  func `a damaged image is refused with what is wrong`(damage: Damage) throws {
    try expectRefusal(damage.change(try Written.bytes("L.png")), damage.problem)
  }

  private func expectRefusal(
    _ bytes: [UInt8], _ problem: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TensorFolder()
    try folder.write(bytes, to: "a.png")
    expect(
      message: "GoldSets/tiny/a.png: \(problem). Next: write the image again.", sourceLocation: sourceLocation
    ) { try folder.read(.init(file: "a.png"), [12]) }
  }
}

extension [UInt8] {
  /// Itself with other bytes from an index on.
  fileprivate func replacing(at index: Int, with bytes: [UInt8]) -> [UInt8] {
    var copy = self
    copy.replaceSubrange(index..<index + bytes.count, with: bytes)
    return copy
  }
}
