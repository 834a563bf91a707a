import Foundation
import NetWeightCore

/// Damage of the kinds that disks, transfers, editors and attackers do.
enum ModelMutation {
  /// One to four changes of a file. Half of the files keep their length, and so most of their structure: what looks at
  /// values would hardly see any otherwise.
  static func mutated(_ original: Data, _ random: inout SplitMix64) -> Data {
    var bytes = [UInt8](original)
    let kinds = random.below(2) == 0 ? 3 : 8
    for _ in 0...random.below(4) {
      guard !bytes.isEmpty else { break }
      let place = random.below(bytes.count)
      switch random.below(kinds) {
      case 0: bytes[place] ^= 1 << UInt8(random.below(8))
      case 1: bytes[place] = UInt8(random.below(256))
      // The values that are the ends of something: of a varint, of a sign, of a wire type.
      case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][random.below(6)]
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(16)))
      case 4:
        bytes.insert(contentsOf: (0...random.below(16)).map { _ in UInt8(random.below(256)) }, at: place)
      case 5: bytes.removeSubrange(place...)
      // A length or a dimension that is far beyond the file.
      case 6: bytes.replaceSubrange(place...place, with: [0xFF, 0xFF, 0xFF, 0xFF, UInt8(random.below(128))])
      default:
        let end = min(bytes.count, place + 1 + random.below(64))
        bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      }
    }
    return Data(bytes)
  }
}
