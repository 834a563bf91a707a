import COpenVINO

/// An input or output of a compiled model.
struct Port: Sendable, Hashable, CustomStringConvertible {
  let name: String
  /// Whether its elements are 32-bit floats.
  let isFloat: Bool
  /// Nil for a length that is open. No dimensions are those of a single number; of a tensor whose rank is open, nil.
  let dimensions: [Int?]?

  /// `'input' (float [?, 64])`
  var description: String {
    let lengths = dimensions.map { $0.map { $0.map(String.init) ?? "?" }.joined(separator: ", ") } ?? "…"
    return "'\(name)' (\(isFloat ? "float" : "not float") [\(lengths)])"
  }

  /// Whether a tensor of this shape is one of these.
  func fits(_ shape: [Int], after lead: Int? = nil) -> Bool {
    guard let dimensions else { return lead == nil }
    let start = lead == nil ? 0 : 1
    guard shape.count + start == dimensions.count else { return false }
    if let lead, let first = dimensions[0], first != lead { return false }
    for (index, length) in shape.enumerated() {
      if let fixed = dimensions[start + index], fixed != length { return false }
    }
    return true
  }

  /// How many samples go in at once; nil for any number.
  var batch: Int? {
    guard let dimensions, let first = dimensions.first else { return 1 }
    // A fixed dimension of its own is the sample's.
    return first.map { dimensions.count > 1 ? $0 : 1 }
  }

  /// The shape of a sample, without the dimension of the batch; nil when a length is open.
  var sampleShape: [Int]? {
    guard let dimensions else { return nil }
    let hasBatch = dimensions.count > 1 && (dimensions[0] == nil || dimensions[0] == 1)
    let lengths = dimensions.dropFirst(hasBatch ? 1 : 0)
    let known = lengths.compactMap(\.self)
    return known.isEmpty || known.count < lengths.count ? nil : known
  }
}

extension nw_ov_api {
  /// The ports of one kind.
  func ports(
    count: (UnsafeMutablePointer<Int>) -> CInt, at port: (Int, UnsafeMutablePointer<OpaquePointer?>) -> CInt
  ) throws(OpenVINOFailure) -> [Port] {
    var ports: [Port] = []
    for index in 0..<(try self.count(count)) { ports.append(try describe(try make { port(index, $0) })) }
    return ports
  }

  /// What a port says; the port is freed.
  func describe(_ port: OpaquePointer) throws(OpenVINOFailure) -> Port {
    defer { output_const_port_free(port) }
    var type: CInt = 0
    try check(port_get_element_type(port, &type))
    var shape = nw_ov_partial_shape()
    try check(port_get_partial_shape(port, &shape))
    defer { partial_shape_free(&shape) }
    var dimensions: [Int?]?
    if shape.rank.least == shape.rank.most {
      dimensions = (0..<Int(shape.rank.most)).map { index in
        guard let length = shape.dimensions?[index], length.least == length.most else { return nil }
        return Int(length.least)
      }
    }
    // A port of an IR may have no name.
    var name: UnsafeMutablePointer<CChar>?
    let isNamed = port_get_any_name(port, &name) == CInt(NW_OV_OK)
    defer { if let name { self.free(name) } }
    return Port(
      name: isNamed ? name.map { String(cString: $0) } ?? "" : "", isFloat: Int(type) == NW_OV_FLOAT,
      dimensions: dimensions)
  }
}
