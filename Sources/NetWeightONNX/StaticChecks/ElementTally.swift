import Foundation

/// How many elements of a tensor are zero, infinite or NaN.
struct ElementTally: Hashable, Sendable {
  /// Of integers those that stand for 0.
  var zeros = 0
  var infinite = 0
  var notANumber = 0
  var count = 0

  /// Goes through a tensor once, without a copy of what is in a file.
  /// - Parameter zeroPoint: the stored integer that stands for 0.
  /// - Returns: nil of a type whose elements cannot be told.
  /// - Throws: ``ONNXModelFileError``.
  init?(_ tensor: ONNXTensor, zeroPoint: Int = 0) throws(ONNXModelFileError) {
    let data = try tensor.bytes()
    let count = tensor.count
    let type = tensor.elementType
    let tally: ElementTally? = data.withUnsafeBytes { bytes in
      switch type {
      case .float: Self.floats(bytes, sign: 0x7FFF_FFFF as UInt32, infinity: 0x7F80_0000)
      case .float16: Self.floats(bytes, sign: 0x7FFF as UInt16, infinity: 0x7C00)
      case .bfloat16: Self.floats(bytes, sign: 0x7FFF as UInt16, infinity: 0x7F80)
      case .double:
        Self.floats(bytes, sign: 0x7FFF_FFFF_FFFF_FFFF as UInt64, infinity: 0x7FF0_0000_0000_0000)
      case .int8, .uint8: Self.equal(bytes, to: UInt8(truncatingIfNeeded: zeroPoint))
      case .int16, .uint16: Self.equal(bytes, to: UInt16(truncatingIfNeeded: zeroPoint))
      case .int32, .uint32: Self.equal(bytes, to: UInt32(truncatingIfNeeded: zeroPoint))
      case .int4, .uint4:
        Self.halves(bytes, equalTo: UInt8(truncatingIfNeeded: zeroPoint) & 0xF, count: count)
      default: nil
      }
    }
    guard let tally else { return nil }
    self = tally
    self.count = count
  }

  private init(zeros: Int = 0, infinite: Int = 0, notANumber: Int = 0) {
    self.zeros = zeros
    self.infinite = infinite
    self.notANumber = notANumber
  }

  /// Floats by their bits, which the compiler makes vector instructions of; `isNaN` and `==` it does not.
  @inline(__always)
  private static func floats<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, sign: Bits, infinity: Bits
  ) -> ElementTally {
    var zeros = 0
    var infinite = 0
    var notANumber = 0
    for index in 0..<bytes.count / MemoryLayout<Bits>.size {
      let magnitude =
        bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self) & sign
      zeros &+= magnitude == 0 ? 1 : 0
      infinite &+= magnitude == infinity ? 1 : 0
      notANumber &+= magnitude > infinity ? 1 : 0
    }
    return ElementTally(zeros: zeros, infinite: infinite, notANumber: notANumber)
  }

  @inline(__always)
  private static func equal<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, to zero: Bits
  ) -> ElementTally {
    var zeros = 0
    for index in 0..<bytes.count / MemoryLayout<Bits>.size {
      let bits = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
      zeros &+= bits == zero ? 1 : 0
    }
    return ElementTally(zeros: zeros)
  }

  /// Of 4 bits each. The upper half of the last byte is none of an odd number.
  private static func halves(_ bytes: UnsafeRawBufferPointer, equalTo zero: UInt8, count: Int) -> ElementTally
  {
    var zeros = 0
    for byte in bytes { zeros &+= (byte & 0xF == zero ? 1 : 0) &+ (byte >> 4 == zero ? 1 : 0) }
    if !count.isMultiple(of: 2), let last = bytes.last, last >> 4 == zero { zeros -= 1 }
    return ElementTally(zeros: zeros)
  }
}
