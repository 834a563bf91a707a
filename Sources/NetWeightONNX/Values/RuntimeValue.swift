import CONNXRuntime
import NetWeightCore

/// Tensors as ONNX Runtime has them.
extension TypedTensor {
  /// Lends the elements to ONNX Runtime for as long as the body runs. Only strings are copied.
  func withRuntimeValue<Result>(
    of library: ONNXRuntimeLibrary, _ body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    let api = library.api
    let shape = shape.map(Int64.init)
    func released(_ value: OpaquePointer) throws -> Result {
      defer { api.ReleaseValue(value) }
      return try body(value)
    }
    let number = CInt(elements.type.number)
    let lent = try elements.withBytes { bytes in
      // ONNX Runtime wants an address also for no elements; it only reads there.
      let address = UnsafeMutableRawPointer(mutating: bytes.baseAddress) ?? Self.nowhere
      return try released(
        api.make {
          api.CreateTensorWithDataAsOrtValue(
            library.memory, address, bytes.count, shape, shape.count, number, $0)
        })
    }
    if let lent { return lent }
    guard case .string(let strings) = elements else { throw NotNumeric() }
    return try released(try Self.runtimeValue(of: strings, shape: shape, number, in: library))
  }

  private nonisolated(unsafe) static let nowhere = UnsafeMutableRawPointer.allocate(
    byteCount: 64, alignment: 64)

  private static func runtimeValue(
    of strings: [String], shape: [Int64], _ number: CInt, in library: ONNXRuntimeLibrary
  ) throws(RuntimeFailure) -> OpaquePointer {
    let api = library.api
    let value = try api.make { api.CreateTensorAsOrtValue(library.allocator, shape, shape.count, number, $0) }
    do throws(RuntimeFailure) {
      for (index, string) in strings.enumerated() {
        var buffer: UnsafeMutablePointer<CChar>?
        let bytes = string.utf8
        try api.check(api.GetResizedStringTensorElementBuffer(value, index, bytes.count, &buffer))
        guard let buffer else { continue }
        UnsafeMutableRawBufferPointer(start: buffer, count: bytes.count).copyBytes(from: bytes)
      }
    } catch {
      api.ReleaseValue(value)
      throw error
    }
    return value
  }
}

/// A tensor that ONNX Runtime made, while it is there.
struct RuntimeTensor {
  let library: ONNXRuntimeLibrary
  let pointer: OpaquePointer

  /// Its element type and shape.
  func header() throws(RuntimeFailure) -> (type: ONNXElementType, shape: [Int]) {
    let api = library.api
    let information = try api.make { api.GetTensorTypeAndShape(pointer, $0) }
    defer { api.ReleaseTensorTypeAndShapeInfo(information) }
    var number: CInt = 0
    try api.check(api.GetTensorElementType(information, &number))
    let rank = try api.count { api.GetDimensionsCount(information, $0) }
    var status: OpaquePointer?
    let shape = [Int](unsafeUninitializedCapacity: rank) { lengths, initialized in
      lengths.withMemoryRebound(to: Int64.self) { lengths in
        status = api.GetDimensions(information, lengths.baseAddress, rank)
      }
      initialized = status == nil ? rank : 0
    }
    try api.check(status)
    return (ONNXElementType(number: Int(number)), shape)
  }

  /// Its elements, copied; nil of a type that has no counterpart here.
  func elements(_ type: ONNXElementType, count: Int) throws(RuntimeFailure) -> TypedTensor.Elements? {
    if type == .string { return .string(try strings(count: count)) }
    var data: UnsafeMutableRawPointer?
    try library.api.check(library.api.GetTensorMutableData(pointer, &data))
    let bytes = data
    func copy<Element>(_: Element.Type = Element.self) -> [Element] {
      guard count > 0, let bytes else { return [] }
      return Array(UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: Element.self), count: count))
    }
    return switch type {
    case .float: .float(copy())
    case .double: .double(copy())
    case .float16: .float16(bits: copy())
    case .bfloat16: .bfloat16(bits: copy())
    case .int8: .int8(copy())
    case .int16: .int16(copy())
    case .int32: .int32(copy())
    case .int64: .int64(copy())
    case .uint8: .uint8(copy())
    case .uint16: .uint16(copy())
    case .uint32: .uint32(copy())
    case .uint64: .uint64(copy())
    // Its bytes are 0 and 1, as Swift's.
    case .bool: .bool(copy(UInt8.self).map { $0 != 0 })
    default: nil
    }
  }

  private func strings(count: Int) throws(RuntimeFailure) -> [String] {
    let api = library.api
    let length = try api.count { api.GetStringTensorDataLength(pointer, $0) }
    var bytes = [UInt8](repeating: 0, count: length)
    var offsets = [Int](repeating: 0, count: count)
    try api.check(api.GetStringTensorContent(pointer, &bytes, length, &offsets, count))
    return offsets.indices.map { index in
      String(
        decoding: bytes[offsets[index]..<(index + 1 < count ? offsets[index + 1] : length)], as: UTF8.self)
    }
  }
}
