/// The types of the elements in files of tensors; raw values are their names in safetensors.
package enum ElementType: String, Sendable, CaseIterable {
  case bool = "BOOL"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float32 = "F32"
  case float64 = "F64"

  /// Bytes of one element.
  package var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// The bytes of a whole array; nil when a length is negative or the product does not fit.
  package func bytes(of shape: [Int]) -> Int? {
    shape.reduce(size) { product, length in
      guard let product, length >= 0 else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? nil : result
    }
  }

  /// Stored elements as floats, rounded to the nearest where a type holds more than 24 bits; what is beyond the
  /// range of a float becomes infinite. Booleans give 0 and 1.
  package func floats(in bytes: UnsafeRawBufferPointer, bigEndian: Bool) -> [Float] {
    switch self {
    case .bool: convert(bytes, bigEndian) { (byte: UInt8) in byte == 0 ? 0 : 1 }
    case .int8: convert(bytes, bigEndian) { (value: Int8) in Float(value) }
    case .int16: convert(bytes, bigEndian) { (value: Int16) in Float(value) }
    case .int32: convert(bytes, bigEndian) { (value: Int32) in Float(value) }
    case .int64: convert(bytes, bigEndian) { (value: Int64) in Float(value) }
    case .uint8: convert(bytes, bigEndian) { (value: UInt8) in Float(value) }
    case .uint16: convert(bytes, bigEndian) { (value: UInt16) in Float(value) }
    case .uint32: convert(bytes, bigEndian) { (value: UInt32) in Float(value) }
    case .uint64: convert(bytes, bigEndian) { (value: UInt64) in Float(value) }
    case .float16: convert(bytes, bigEndian, float(half:))
    case .bfloat16: convert(bytes, bigEndian) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .float32: convert(bytes, bigEndian) { (bits: UInt32) in Float(bitPattern: bits) }
    case .float64: convert(bytes, bigEndian) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    }
  }
}

/// Reads integers that need not be aligned: headers are of any length.
@inline(__always)
private func convert<Stored: FixedWidthInteger & BitwiseCopyable>(
  _ bytes: UnsafeRawBufferPointer, _ bigEndian: Bool, _ float: (Stored) -> Float
) -> [Float] {
  let size = MemoryLayout<Stored>.size
  let count = bytes.count / size
  return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
    for index in 0..<count {
      let stored = bytes.loadUnaligned(fromByteOffset: index * size, as: Stored.self)
      floats.initializeElement(
        at: index, to: float(bigEndian ? Stored(bigEndian: stored) : Stored(littleEndian: stored)))
    }
    initialized = count
  }
}

/// IEEE 754 binary16 by hand, since `Float16` does not exist on Macs with Intel processors.
private func float(half: UInt16) -> Float {
  let sign = UInt32(half & 0x8000) << 16
  let rest = UInt32(half & 0x7FFF) << 13
  // The exponent of infinities and NaN is all ones in both formats; others move from bias 15 to bias 127, and
  // the multiplication also makes normal numbers of those that are subnormal in 16 bits.
  let isFinite = half & 0x7C00 != 0x7C00
  let magnitude = isFinite ? (Float(bitPattern: rest) * 0x1p112).bitPattern : rest | 0x7F80_0000
  return Float(bitPattern: sign | magnitude)
}
