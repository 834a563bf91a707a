import Foundation

extension WireTensor {
  /// The numbers of the list that the format has for a type, as they would lie in memory. Narrow types are stored as
  /// 32-bit integers, types of 4 and 2 bits with as many of them as fit into each byte.
  func packed(as type: ONNXElementType) -> Data {
    switch type {
    case .float, .complex64: Self.bytes(floats.lazy.map(\.bitPattern))
    case .double, .complex128: Self.bytes(doubles.lazy.map(\.bitPattern))
    case .int64: Self.bytes(integers64)
    case .uint64: Self.bytes(unsigned64)
    case .uint32: Self.bytes(unsigned64.lazy.map(UInt32.init(truncatingIfNeeded:)))
    case .int32: Self.bytes(integers32)
    case .int16, .uint16, .float16, .bfloat16:
      Self.bytes(integers32.lazy.map(UInt16.init(truncatingIfNeeded:)))
    default: Self.bytes(integers32.lazy.map(UInt8.init(truncatingIfNeeded:)))
    }
  }

  private static func bytes<Number: FixedWidthInteger>(_ numbers: some Collection<Number>) -> Data {
    let size = MemoryLayout<Number>.size
    var data = Data(count: numbers.count * size)
    data.withUnsafeMutableBytes { bytes in
      for (index, number) in numbers.enumerated() {
        bytes.storeBytes(of: number.littleEndian, toByteOffset: index * size, as: Number.self)
      }
    }
    return data
  }
}
