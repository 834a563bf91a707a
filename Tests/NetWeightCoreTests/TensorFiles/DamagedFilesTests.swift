import Foundation
import NetWeightCore
import Testing

/// Files that differ from good ones in a few places. Whatever they hold, the answer is a tensor of the shape that
/// was asked for or a ``TensorFileError``; a crash would end the tests.
@Suite struct DamagedFilesTests {
  @Test(
    arguments: [
      ("f4-little.npy", [2, 5], nil, nil), ("u2-big.npy", [5], 1, nil), ("version-3.npy", [10], nil, nil),
      ("types.safetensors", [2, 5], nil, "BF16"), ("types.safetensors", [5], 1, "F64"),
      ("RGB.png", [3, 4, 3], nil, nil), ("palette-4.png", [36], nil, nil), ("LA.png", [12], nil, nil),
    ] as [(String, [Int], Int?, String?)])
  func `no damage makes a reader crash`(name: String, shape: [Int], row: Int?, tensor: String?) throws {
    let good = try Written.bytes(name)
    var generator = SeededGenerator(seed: UInt64(good.count))
    var refused = 0
    for round in 0..<1500 {
      var bytes = damaged(good, &generator)
      // Half of the images reach what lies behind the checksums.
      if name.hasSuffix("png"), round.isMultiple(of: 2) { bytes = withChecksums(bytes) }
      do {
        let reference = InputReference(file: name, tensor: tensor, row: row)
        #expect(try TensorFiles.tensor(reference, shape: shape, in: Data(bytes)).shape == shape)
      } catch {
        #expect(error is TensorFileError, "round \(round): \(error)")
        refused += 1
      }
    }
    #expect(refused > 100)
  }

  /// One to four changes: a byte that is another, one that is missing, several that are repeated, or the end.
  private func damaged(_ good: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF] + Array("09-',:()[]{}\"eF".utf8)
    var bytes = good
    for _ in 0...Int.random(in: 0..<4, using: &generator) {
      guard !bytes.isEmpty else { break }
      // Mostly in the first half, where the headers are.
      let limit = Bool.random(using: &generator) ? bytes.count : (bytes.count + 1) / 2
      let place = Int.random(in: 0..<limit, using: &generator)
      switch Int.random(in: 0..<16, using: &generator) {
      case 0: bytes.removeSubrange(place...)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: bytes[place..<min(place + 8, bytes.count)], at: place)
      case 3...8: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      default: bytes[place] = interesting.randomElement(using: &generator) ?? 0
      }
    }
    return bytes
  }
}
