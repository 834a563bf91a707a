import CONNXRuntime

/// What a model says of one of its inputs or outputs.
package struct ValueDescription: Sendable, Hashable {
  package enum Dimension: Sendable, Hashable {
    case fixed(Int)
    /// Any length; nil has no name.
    case dynamic(String?)
  }

  package enum Kind: Sendable, Hashable {
    /// No dimensions are those of a single number, and those of a tensor whose shape the model does not say.
    case tensor(ONNXElementType, [Dimension])
    /// A sequence, a map or the like.
    case other(String)
  }

  package let name: String
  package let kind: Kind
}

extension ValueDescription: CustomStringConvertible {
  /// `'ids' (int64 [batch, 128])`
  package var description: String {
    switch kind {
    case .tensor(let type, let dimensions): "'\(name)' (\(type) \(Self.text(dimensions)))"
    case .other(let kind): "'\(name)' (\(kind))"
    }
  }

  /// `[batch, 1, 28, 28]`, and `?` for a length without a name.
  package static func text(_ dimensions: [Dimension]) -> String {
    let lengths = dimensions.map { dimension in
      switch dimension {
      case .fixed(let length): "\(length)"
      case .dynamic(let name): name ?? "?"
      }
    }
    return "[\(lengths.joined(separator: ", "))]"
  }

  /// Whether a tensor of this shape is one of these. Unknown dimensions fit all.
  package static func fits(_ shape: some Collection<Int>, _ dimensions: [Dimension]) -> Bool {
    guard !dimensions.isEmpty else { return true }
    return shape.count == dimensions.count
      && zip(shape, dimensions).allSatisfy { length, dimension in
        if case .fixed(let fixed) = dimension { fixed == length } else { true }
      }
  }
}

extension nw_ort_api {
  /// What a type says; the type is released.
  func describe(_ name: String, _ type: OpaquePointer) throws(RuntimeFailure) -> ValueDescription {
    defer { ReleaseTypeInfo(type) }
    var kind: CInt = 0
    try check(GetOnnxTypeFromTypeInfo(type, &kind))
    guard kind == CInt(NW_ORT_IS_TENSOR) else {
      let names = [
        2: "a sequence", 3: "a map", 4: "an opaque value", 5: "a sparse tensor", 6: "an optional value",
      ]
      return ValueDescription(name: name, kind: .other(names[Int(kind)] ?? "a value of kind \(kind)"))
    }
    let tensor = try make { CastTypeInfoToTensorInfo(type, $0) }
    var element: CInt = 0
    try check(GetTensorElementType(tensor, &element))
    let rank = try count { GetDimensionsCount(tensor, $0) }
    var lengths = [Int64](repeating: 0, count: rank)
    var names = [UnsafePointer<CChar>?](repeating: nil, count: rank)
    try check(GetDimensions(tensor, &lengths, rank))
    try check(GetSymbolicDimensions(tensor, &names, rank))
    let dimensions = zip(lengths, names).map { length, name -> ValueDescription.Dimension in
      guard length < 0 else { return .fixed(Int(length)) }
      let name = name.map { String(cString: $0) } ?? ""
      return .dynamic(name.isEmpty ? nil : name)
    }
    return ValueDescription(name: name, kind: .tensor(ONNXElementType(number: Int(element)), dimensions))
  }
}
