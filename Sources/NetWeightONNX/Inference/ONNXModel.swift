import CONNXRuntime
package import NetWeightCore

/// A model in ONNX Runtime's memory, ready to answer from any number of threads at once.
package final class ONNXModel: AnsweringModel {
  enum Inputs: Sendable {
    case sample(SampleInput)
    case named(NamedInputs)
  }

  let inputs: Inputs
  private let reader: AnswerReader
  private let sessions: SessionPool
  // Made once: a small model answers in less time than it takes to copy names.
  private let inputNames: CStrings
  private let outputNames: CStrings
  private let floatRun: FloatRun?

  /// - Throws: ``ONNXError`` when inputs or output are not the model's.
  init(
    _ sessions: SessionPool, inputs make: (@Sendable (Tensor) throws -> [String: TypedTensor])?,
    output: ONNXOutput
  ) throws {
    let session = sessions.first
    self.sessions = sessions
    if let make {
      inputs = .named(NamedInputs(model: session.model, inputs: session.inputs, make: make))
    } else {
      inputs = .sample(try SampleInput(of: session))
    }
    reader = try AnswerReader(output, of: session)
    inputNames = CStrings(session.inputs.map(\.name))
    outputNames = CStrings(reader.outputs.map(\.name))
    if case .sample(let input) = inputs, sessions.isShared, reader.readsBatches {
      floatRun = FloatRun(session, input: input, output: reader.outputs[0])
    } else {
      floatRun = nil
    }
  }

  /// The session that answers, or the first of those that do.
  package var session: ONNXSession { sessions.first }

  /// Runs the model on one input.
  /// - Throws: ``ONNXError``; what the user's closures throw.
  package func predict(_ input: Tensor) throws -> Tensor {
    if let floatRun, let answer = try named({ () throws(RuntimeFailure) in try floatRun.answer(input) }) {
      return answer
    }
    return try named {
      try sessions.with { session in
        try withValues(of: input) { library, values in
          try run(session, values) { try reader.answer($0, in: library) }
        }
      }
    }
  }

  /// How many samples go in at once.
  var batch: SampleInput.Batch {
    if case .sample(let input) = inputs, reader.readsBatches { input.batch } else { .none }
  }

  /// The shape of one sample, where it is known.
  var sampleShape: [Int]? {
    if case .sample(let input) = inputs { input.sampleShape } else { nil }
  }

  /// Runs the model on a batch, which is copied into one tensor.
  /// - Throws: ``ONNXError``; ``ShapeMismatch`` when samples have different shapes.
  package func predict(batch: [Tensor]) throws -> [Tensor] {
    guard case .sample(let input) = inputs, let first = batch.first else { return [] }
    if case .exactly(let count) = input.batch, count != batch.count {
      throw ONNXError(
        .input, input.model,
        "input \(input.description) takes \(count) samples at once and was given \(batch.count)",
        next: "give a batch of \(count), or export the model with a dynamic batch")
    }
    if let odd = batch.firstIndex(where: { $0.shape != first.shape }) {
      throw ShapeMismatch(what: "input \(odd) of a batch", expected: first.shape, found: batch[odd].shape)
    }
    // A sample may have the dimension of the batch already.
    let hasBatch = first.shape.count == input.dimensions.count && first.shape.first == 1
    let shape = [batch.count] + (hasBatch ? Array(first.shape.dropFirst()) : first.shape)
    let all = try Tensor(shape: shape, scalars: batch.flatMap(\.scalars))
    return try named {
      try sessions.with { session in
        try withValues(of: all) { library, values in
          try run(session, values) { try reader.answers($0, count: batch.count, in: library) }
        }
      }
    }
  }
}

extension ONNXModel {
  private typealias Values = UnsafePointer<OpaquePointer?>

  /// Lends the values of an input to ONNX Runtime while the body runs.
  @inline(__always)
  private func withValues<Result>(
    of input: Tensor, _ body: (ONNXRuntimeLibrary, Values) throws -> Result
  ) throws -> Result {
    let library = sessions.first.library
    switch inputs {
    case .sample(let sample):
      let lacksBatch = try sample.lacksBatch(input.shape)
      let shape = lacksBatch ? [1] + input.shape : input.shape
      return try sample.value(input.scalars, shape: shape).withRuntimeValue(of: library) { value in
        try withUnsafePointer(to: value) { try body(library, $0) }
      }
    case .named(let named):
      return try lend(try named.values(input)[...], after: [], to: library) { try body(library, $0) }
    }
  }

  /// One value after the other, so that the arrays of all are lent at the end.
  private func lend<Result>(
    _ values: ArraySlice<TypedTensor>, after lent: [OpaquePointer?], to library: ONNXRuntimeLibrary,
    _ body: (Values) throws -> Result
  ) throws -> Result {
    guard let value = values.first else {
      return try lent.withUnsafeBufferPointer { lent in
        guard let first = lent.baseAddress else {
          // A model without inputs.
          return try withUnsafePointer(to: nil) { try body($0) }
        }
        return try body(first)
      }
    }
    return try value.withRuntimeValue(of: library) { pointer in
      try lend(values.dropFirst(), after: lent + [pointer], to: library, body)
    }
  }

  /// Runs a session on values that are lent to it, and reads what it gave.
  @inline(__always)
  private func run<Answer>(
    _ session: ONNXSession, _ values: Values,
    _ read: (UnsafeBufferPointer<OpaquePointer?>) throws -> Answer
  ) throws -> Answer {
    let api = session.library.api
    let count = outputNames.count
    return try withUnsafeTemporaryAllocation(of: OpaquePointer?.self, capacity: count) { outputs in
      // ONNX Runtime makes a tensor wherever there is none.
      outputs.initialize(repeating: nil)
      defer { for output in outputs where output != nil { api.ReleaseValue(output) } }
      try api.check(
        api.Run(
          session.pointer, nil, inputNames.pointers, values, inputNames.count,
          outputNames.pointers,
          count, outputs.baseAddress))
      return try read(UnsafeBufferPointer(outputs))
    }
  }

  /// Says which model a failure of ONNX Runtime is of.
  @inline(__always)
  private func named<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch let failure as RuntimeFailure {
      throw ONNXError(
        .run, session.model, "ONNX Runtime \(session.library.version) cannot run it: \(failure.message)",
        next: "check that it is given what it was made for")
    }
  }
}
