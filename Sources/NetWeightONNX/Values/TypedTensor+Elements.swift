extension TypedTensor {
  /// The elements of a tensor in row-major order, in the types that ONNX Runtime takes and gives.
  public enum Elements: Sendable, Hashable {
    case float([Float])
    case double([Double])
    /// The bits of IEEE 754 binary16, since `Float16` does not exist on Macs with Intel processors;
    /// ``float16(rounding:)`` makes them of floats.
    case float16(bits: [UInt16])
    /// The upper halves of floats; ``bfloat16(rounding:)`` makes them of floats.
    case bfloat16(bits: [UInt16])
    case int8([Int8])
    case int16([Int16])
    case int32([Int32])
    case int64([Int64])
    case uint8([UInt8])
    case uint16([UInt16])
    case uint32([UInt32])
    case uint64([UInt64])
    case bool([Bool])
    case string([String])

    /// Each float as the nearest half, ties to even; what is beyond 65504 becomes infinite.
    public static func float16(rounding floats: [Float]) -> Elements {
      .float16(bits: floats.map(HalfPrecision.float16))
    }

    /// Each float as the nearest bfloat16, ties to even.
    public static func bfloat16(rounding floats: [Float]) -> Elements {
      .bfloat16(bits: floats.map(HalfPrecision.bfloat16))
    }

    /// How many there are.
    public var count: Int {
      switch self {
      case .float(let elements): elements.count
      case .double(let elements): elements.count
      case .float16(let elements), .bfloat16(let elements), .uint16(let elements): elements.count
      case .int8(let elements): elements.count
      case .int16(let elements): elements.count
      case .int32(let elements): elements.count
      case .int64(let elements): elements.count
      case .uint8(let elements): elements.count
      case .uint32(let elements): elements.count
      case .uint64(let elements): elements.count
      case .bool(let elements): elements.count
      case .string(let elements): elements.count
      }
    }

    /// Their type, as the format numbers it.
    package var type: ONNXElementType {
      switch self {
      case .float: .float
      case .double: .double
      case .float16: .float16
      case .bfloat16: .bfloat16
      case .int8: .int8
      case .int16: .int16
      case .int32: .int32
      case .int64: .int64
      case .uint8: .uint8
      case .uint16: .uint16
      case .uint32: .uint32
      case .uint64: .uint64
      case .bool: .bool
      case .string: .string
      }
    }

    /// The memory of the elements, which is not copied; nil of strings, which are not in one place.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
      switch self {
      case .float(let elements): try elements.withUnsafeBytes(body)
      case .double(let elements): try elements.withUnsafeBytes(body)
      case .float16(let elements), .bfloat16(let elements), .uint16(let elements):
        try elements.withUnsafeBytes(body)
      case .int8(let elements): try elements.withUnsafeBytes(body)
      case .int16(let elements): try elements.withUnsafeBytes(body)
      case .int32(let elements): try elements.withUnsafeBytes(body)
      case .int64(let elements): try elements.withUnsafeBytes(body)
      case .uint8(let elements): try elements.withUnsafeBytes(body)
      case .uint32(let elements): try elements.withUnsafeBytes(body)
      case .uint64(let elements): try elements.withUnsafeBytes(body)
      case .bool(let elements): try elements.withUnsafeBytes(body)
      case .string: nil
      }
    }
  }
}
