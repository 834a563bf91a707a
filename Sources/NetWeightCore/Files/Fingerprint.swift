/// Fowler, Noll and Vo's hash (FNV-1a, 64 bits): the same on every machine and in every run, unlike the standard
/// library's. For telling things apart, not for protecting them; ``Digest`` does that.
enum Fingerprint {
  static func of(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Of the shape and the bits of each element, word by word.
  static func of(_ tensor: Tensor) -> UInt64 {
    let words = tensor.shape.lazy.map { UInt64($0) }
    let shape = words.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ $1) &* 0x100_0000_01B3 }
    let mixed = tensor.scalars.reduce(shape) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
    // Multiplying moves differences up only; the low bits have to see the high ones too.
    return (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
  }
}
