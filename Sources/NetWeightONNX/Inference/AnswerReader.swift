import NetWeightCore

/// Makes the answer to a sample of what a model gave.
struct AnswerReader: Sendable {
  let model: String
  /// The outputs that are asked for.
  let outputs: [ValueDescription]
  private let compute: ONNXOutput.Computation?

  /// - Throws: ``ONNXError`` when the model has no such output, or one that is no tensor of numbers.
  init(_ output: ONNXOutput, of session: ONNXSession) throws(ONNXError) {
    model = session.model
    var names: [String] = []
    var compute: ONNXOutput.Computation?
    switch output.choice {
    case .only:
      guard session.outputs.count == 1 else {
        throw ONNXError(
          .output, session.model, "it has \(session.outputs.listed("output"))",
          next:
            "say which is the answer: ONNXVariant(…, output: \"\(session.outputs.first?.name ?? "name")\")")
      }
      names = session.outputs.map(\.name)
    case .named(let name): names = [name]
    case .computed(let some, let computation): (names, compute) = (some, computation)
    }
    var outputs: [ValueDescription] = []
    for name in names {
      guard let output = session.outputs.first(where: { $0.name == name }) else {
        throw ONNXError(
          .output, session.model, "it has no output '\(name)', but \(session.outputs.listed("output"))",
          next: "name one of these in output:")
      }
      guard case .tensor(let type, _) = output.kind, compute != nil || type.isFedByFloats else {
        throw ONNXError(
          .output, session.model, "output \(output) is no tensor of numbers",
          next: "name another in output:; it has \(session.outputs.listed("output"))")
      }
      outputs.append(output)
    }
    guard !outputs.isEmpty else {
      throw ONNXError(.output, session.model, "no output is asked for", next: "name one at least in output:")
    }
    self.outputs = outputs
    self.compute = compute
  }

  /// Whether a batch can be answered: what a user computes is of one sample.
  var readsBatches: Bool { compute == nil }

  /// The answer to one sample. A first dimension of 1 is taken to be the batch, and dropped.
  /// - Throws: ``ONNXError`` for an output without elements; what the user's closure throws.
  func answer(_ values: UnsafeBufferPointer<OpaquePointer?>, in library: ONNXRuntimeLibrary) throws -> Tensor
  {
    if let compute {
      var named: [String: TypedTensor] = [:]
      for (output, pointer) in zip(outputs, values) {
        named[output.name] = try value(of: output, pointer, in: library)
      }
      return try compute(named)
    }
    let (floats, found) = try floats(values[0], in: library)
    let shape = found.count > 1 && found[0] == 1 ? Array(found[1...]) : found
    return try Tensor(shape: shape, scalars: floats)
  }

  /// The answers to a batch.
  /// - Throws: ``ONNXError`` when the first dimension of the output is not the batch.
  func answers(
    _ values: UnsafeBufferPointer<OpaquePointer?>, count: Int, in library: ONNXRuntimeLibrary
  ) throws -> [Tensor] {
    let (floats, shape) = try floats(values[0], in: library)
    guard shape.first == count else {
      throw ONNXError(
        .output, model,
        "output \(outputs[0]) has shape \(shape) for a batch of \(count), expected \(count) as the first length",
        next: "export the model with the batch as the first dimension of its output")
    }
    let length = floats.count / count
    let one = shape.count > 1 ? Array(shape[1...]) : [1]
    return try (0..<count).map {
      try Tensor(shape: one, scalars: Array(floats[$0 * length..<($0 + 1) * length]))
    }
  }

  private func floats(
    _ pointer: OpaquePointer?, in library: ONNXRuntimeLibrary
  ) throws -> (floats: [Float], shape: [Int]) {
    let (elements, shape) = try elements(of: outputs[0], pointer, in: library)
    guard let floats = elements.floats, !floats.isEmpty else {
      throw ONNXError(
        .output, model, "output \(outputs[0]) has no element: its shape is \(shape)",
        next: "name another in output:, or check what the model was given")
    }
    return (floats, shape)
  }

  private func value(
    of output: ValueDescription, _ pointer: OpaquePointer?, in library: ONNXRuntimeLibrary
  ) throws -> TypedTensor {
    let (elements, shape) = try elements(of: output, pointer, in: library)
    return try TypedTensor(elements, shape: shape)
  }

  private func elements(
    of output: ValueDescription, _ pointer: OpaquePointer?, in library: ONNXRuntimeLibrary
  ) throws -> (TypedTensor.Elements, [Int]) {
    guard let pointer else {
      throw ONNXError(
        .output, model, "output \(output) was not given",
        next: "name another in output:; this one is optional")
    }
    let tensor = RuntimeTensor(library: library, pointer: pointer)
    let (type, shape) = try tensor.header()
    guard let elements = try tensor.elements(type, count: shape.reduce(1, *)) else {
      throw ONNXError(
        .output, model, "output \(output) is of \(type), which Swift has no type for",
        next: "cast it to float in the model, or name another in output:")
    }
    return (elements, shape)
  }
}
