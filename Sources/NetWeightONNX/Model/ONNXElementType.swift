import NetWeightCore

/// The type of the elements of a tensor, by its number in the format (github.com/onnx/onnx, TensorProto.DataType).
///
/// No enumeration: a newer file may hold types that this has no name for, and is read all the same.
package struct ONNXElementType: Hashable, Sendable {
  package let number: Int

  package init(number: Int) { self.number = number }

  package static let float = ONNXElementType(number: 1)
  package static let uint8 = ONNXElementType(number: 2)
  package static let int8 = ONNXElementType(number: 3)
  package static let uint16 = ONNXElementType(number: 4)
  package static let int16 = ONNXElementType(number: 5)
  package static let int32 = ONNXElementType(number: 6)
  package static let int64 = ONNXElementType(number: 7)
  package static let string = ONNXElementType(number: 8)
  package static let bool = ONNXElementType(number: 9)
  package static let float16 = ONNXElementType(number: 10)
  package static let double = ONNXElementType(number: 11)
  package static let uint32 = ONNXElementType(number: 12)
  package static let uint64 = ONNXElementType(number: 13)
  package static let complex64 = ONNXElementType(number: 14)
  package static let complex128 = ONNXElementType(number: 15)
  package static let bfloat16 = ONNXElementType(number: 16)
  package static let uint4 = ONNXElementType(number: 21)
  package static let int4 = ONNXElementType(number: 22)

  private static let known: [Int: (name: String, bits: Int?)] = [
    1: ("float", 32), 2: ("uint8", 8), 3: ("int8", 8), 4: ("uint16", 16), 5: ("int16", 16), 6: ("int32", 32),
    7: ("int64", 64), 8: ("string", nil), 9: ("bool", 8), 10: ("float16", 16), 11: ("double", 64),
    12: ("uint32", 32), 13: ("uint64", 64), 14: ("complex64", 64), 15: ("complex128", 128),
    16: ("bfloat16", 16), 17: ("float8e4m3fn", 8), 18: ("float8e4m3fnuz", 8), 19: ("float8e5m2", 8),
    20: ("float8e5m2fnuz", 8), 21: ("uint4", 4), 22: ("int4", 4), 23: ("float4e2m1", 4),
    24: ("float8e8m0", 8), 25: ("uint2", 2), 26: ("int2", 2),
  ]

  /// Bits of one element; nil of strings and of types that are newer than this list.
  package var bits: Int? { Self.known[number]?.bits }

  /// The bytes of so many elements, packed; nil where the type has no size of its own, or none that fits.
  package func bytes(of count: Int) -> Int? {
    guard let bits else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: bits)
    return overflow || product > Int.max - 7 ? nil : (product + 7) / 8
  }

  /// Whether it is a float of any width.
  package var isFloat: Bool { [1, 10, 11, 16, 17, 18, 19, 20, 23, 24].contains(number) }

  /// Whether it is an integer that weights are quantized to.
  package var isQuantized: Bool { [2, 3, 4, 5, 21, 22, 25, 26].contains(number) }

  /// The same type where files of tensors have it too.
  var stored: ElementType? {
    switch self {
    case .float: .float32
    case .uint8: .uint8
    case .int8: .int8
    case .uint16: .uint16
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .bool: .bool
    case .float16: .float16
    case .double: .float64
    case .uint32: .uint32
    case .uint64: .uint64
    case .bfloat16: .bfloat16
    default: nil
    }
  }
}

extension ONNXElementType: CustomStringConvertible {
  /// The format's own name in small letters: `float`, `uint8`.
  package var description: String { Self.known[number]?.name ?? "type \(number)" }
}
