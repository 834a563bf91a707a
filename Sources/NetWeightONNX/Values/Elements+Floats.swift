import NetWeightCore

/// Samples are floats, and so is what they are judged by; models may want and give something else.
extension TypedTensor.Elements {
  /// A float that has no counterpart in another type.
  struct Misfit: Error {
    let index: Int
    let value: Float
  }

  /// Floats in another type: integers and booleans must be exactly what the float is, halves are rounded to the nearest.
  /// - Returns: nil when floats never are of that type.
  /// - Throws: ``Misfit`` for the first that does not fit: 0.5 among integers, 256 in eight bits, 2 among booleans, 1e6
  ///   among halves.
  static func converting(_ floats: [Float], to type: ONNXElementType) throws(Misfit) -> TypedTensor.Elements?
  {
    switch type {
    case .float: .float(floats)
    case .double: .double(floats.map(Double.init))
    case .float16: .float16(bits: try halves(floats, HalfPrecision.float16, infinity: 0x7C00))
    case .bfloat16: .bfloat16(bits: try halves(floats, HalfPrecision.bfloat16, infinity: 0x7F80))
    case .int8: .int8(try each(floats) { Int8(exactly: $0) })
    case .int16: .int16(try each(floats) { Int16(exactly: $0) })
    case .int32: .int32(try each(floats) { Int32(exactly: $0) })
    case .int64: .int64(try each(floats) { Int64(exactly: $0) })
    case .uint8: .uint8(try each(floats) { UInt8(exactly: $0) })
    case .uint16: .uint16(try each(floats) { UInt16(exactly: $0) })
    case .uint32: .uint32(try each(floats) { UInt32(exactly: $0) })
    case .uint64: .uint64(try each(floats) { UInt64(exactly: $0) })
    case .bool: .bool(try each(floats) { $0 == 0 ? false : $0 == 1 ? true : nil })
    default: nil
    }
  }

  private static func halves(
    _ floats: [Float], _ round: (Float) -> UInt16, infinity: UInt16
  ) throws(Misfit) -> [UInt16] {
    try each(floats) { float in
      let bits = round(float)
      return float.isFinite && bits & 0x7FFF == infinity ? nil : bits
    }
  }

  private static func each<Element>(
    _ floats: [Float], _ convert: (Float) -> Element?
  ) throws(Misfit) -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(floats.count)
    for (index, float) in floats.enumerated() {
      guard let element = convert(float) else { throw Misfit(index: index, value: float) }
      elements.append(element)
    }
    return elements
  }

  /// The elements as floats, rounded to the nearest where a type has more than 24 bits; booleans give 0 and 1. Nil of
  /// strings.
  public var floats: [Float]? {
    switch self {
    case .float(let elements): elements
    case .string: nil
    default: withBytes { bytes in type.stored?.floats(in: bytes, bigEndian: false) } ?? nil
    }
  }
}
