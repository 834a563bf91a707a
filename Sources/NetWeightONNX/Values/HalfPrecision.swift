/// Rounding to 16-bit floats, by hand since `Float16` does not exist on Macs with Intel processors.
enum HalfPrecision {
  /// IEEE 754 binary16, ties to even.
  static func float16(_ float: Float) -> UInt16 {
    let sign = UInt16(truncatingIfNeeded: float.bitPattern >> 16) & 0x8000
    let magnitude = float.bitPattern & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    // 65520 and more is nearer to 65536, which is infinity, than to 65504.
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below 2⁻¹⁴. The last bit of numbers from 0.5 to 1 is 2⁻²⁴, as it is of subnormal halves: the processor rounds.
      return sign | UInt16(truncatingIfNeeded: (Float(bitPattern: magnitude) + 0.5).bitPattern)
    }
    // The exponent's bias goes from 127 to 15; 0xFFF and the last bit that stays round 13 bits away.
    let rounded = magnitude - (112 << 23) + 0xFFF + (magnitude >> 13 & 1)
    return sign | UInt16(truncatingIfNeeded: rounded >> 13)
  }

  /// The upper half of a float, ties to even.
  static func bfloat16(_ float: Float) -> UInt16 {
    let bits = float.bitPattern
    // Rounding could make infinity of it.
    if float.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x0040 }
    return UInt16(truncatingIfNeeded: (bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
  }
}
