import COpenVINO
import NetWeightCore

/// A model in OpenVINO's memory, ready to answer from any number of threads at once: a single input of floats, and the
/// output that is the answer.
final class OpenVINOModel: AnsweringModel {
  let input: Port
  private let output: Port
  private let outputIndex: Int
  let requests: RequestPool

  /// - Parameter output: the name of the answer; nil for a model of one output.
  /// - Throws: ``RuntimeError`` when a sample does not fit the model, or it has no such output.
  init(_ compiled: CompiledModel, output: String?) throws {
    func refusal(_ kind: RuntimeError.Kind, _ problem: String, _ next: String) -> RuntimeError {
      RuntimeError(kind, compiled.model, problem, next: next)
    }
    guard compiled.inputs.count == 1, compiled.inputs[0].isFloat else {
      throw refusal(
        .input, "a sample is one tensor of floats, and the model has \(compiled.inputs.listed("input"))",
        "export it with one input of floats")
    }
    let index = compiled.outputs.firstIndex { $0.name == output ?? compiled.outputs[0].name }
    guard let index, output != nil || compiled.outputs.count == 1 else {
      throw refusal(
        .output, "it has \(compiled.outputs.listed("output"))",
        "say which is the answer: OpenVINOVariant(…, output: \"\(compiled.outputs.first?.name ?? "name")\")")
    }
    guard compiled.outputs[index].isFloat else {
      throw refusal(
        .output, "output \(compiled.outputs[index]) is no tensor of floats",
        "cast it to float in the model, or name another in output:")
    }
    input = compiled.inputs[0]
    self.output = compiled.outputs[index]
    outputIndex = index
    do throws(OpenVINOFailure) { requests = try RequestPool(compiled) } catch {
      throw refusal(
        .model, "OpenVINO \(compiled.library.version) cannot run it: \(error.message)", "run again")
    }
  }

  private var model: String { requests.model.model }

  /// Runs the model on one input. A first dimension of 1 is taken to be the batch, and dropped from the answer.
  /// - Throws: ``RuntimeError``.
  func predict(_ input: Tensor) throws -> Tensor {
    let lacksBatch = try lacksBatch(input.shape)
    let (floats, shape) = try named {
      try requests.with { try run($0, input.scalars, input.shape, after: lacksBatch ? 1 : nil) }
    }
    return try Tensor(shape: shape.count > 1 && shape[0] == 1 ? Array(shape[1...]) : shape, scalars: floats)
  }

  /// Runs the model on a batch, which is copied into one tensor.
  /// - Throws: ``RuntimeError``; ``ShapeMismatch`` when samples have different shapes.
  func predict(batch: [Tensor]) throws -> [Tensor] {
    guard let first = batch.first else { return [] }
    if let odd = batch.firstIndex(where: { $0.shape != first.shape }) {
      throw ShapeMismatch(what: "input \(odd) of a batch", expected: first.shape, found: batch[odd].shape)
    }
    let sample =
      first.shape.first == 1 && input.fits(first.shape) ? Array(first.shape.dropFirst()) : first.shape
    guard input.fits(sample, after: batch.count) else { throw misfit(first.shape, batch.count) }
    let (floats, shape) = try named {
      try requests.with { try run($0, batch.flatMap(\.scalars), sample, after: batch.count) }
    }
    guard shape.first == batch.count else {
      throw RuntimeError(
        .output, model,
        "output \(output) has shape \(shape) for a batch of \(batch.count), expected \(batch.count) as the first length",
        next: "export the model with the batch as the first dimension of its output")
    }
    let length = floats.count / batch.count
    let one = shape.count > 1 ? Array(shape[1...]) : [1]
    return try batch.indices.map {
      try Tensor(shape: one, scalars: Array(floats[$0 * length..<($0 + 1) * length]))
    }
  }

  /// Whether the tensor of a sample lacks the dimension of the batch, which is then put before its own.
  @inline(__always)
  private func lacksBatch(_ shape: [Int]) throws(RuntimeError) -> Bool {
    if input.fits(shape) { return false }
    if input.fits(shape, after: 1) { return true }
    throw misfit(shape, 1)
  }

  private func misfit(_ shape: [Int], _ count: Int) -> RuntimeError {
    let what = count == 1 ? "a sample" : "\(count) samples"
    return RuntimeError(
      .input, model, "input \(input) was given \(what) of shape \(shape)",
      next: "check the shape of the samples and the input size that the model was exported with")
  }

  /// Says which model a failure of OpenVINO is of.
  @inline(__always)
  func named<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch let failure as OpenVINOFailure {
      throw RuntimeError(
        .run, model, "OpenVINO \(requests.model.library.version) cannot run it: \(failure.message)",
        next: "check that it is given what it was made for")
    }
  }
}

extension OpenVINOModel {
  /// Runs a request on floats as they are in their array: not a byte of them is copied.
  /// - Parameter lead: a dimension to put before those of the shape.
  @inline(__always)
  private func run(
    _ request: InferRequest, _ scalars: [Float], _ shape: [Int], after lead: Int?
  ) throws -> ([Float], [Int]) {
    let api = requests.model.library.api
    let rank = shape.count + (lead == nil ? 0 : 1)
    return try withUnsafeTemporaryAllocation(of: Int64.self, capacity: rank + 1) { lengths in
      lengths[0] = Int64(lead ?? 0)
      for (index, length) in shape.enumerated() { lengths[rank - shape.count + index] = Int64(length) }
      return try scalars.withUnsafeBytes { bytes in
        // OpenVINO takes memory that may be written to, and writes to none that goes into a graph.
        let elements = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        let tensor = try api.make {
          api.tensor_create_from_host_ptr(
            CInt(NW_OV_FLOAT), nw_ov_shape(rank: Int64(rank), lengths: lengths.baseAddress), elements, $0)
        }
        defer { api.tensor_free(tensor) }
        try api.check(api.infer_request_set_input_tensor_by_index(request.pointer, 0, tensor))
        try api.check(api.infer_request_infer(request.pointer))
        return try answer(of: request)
      }
    }
  }

  /// What a request gave, copied: the next run writes over it.
  @inline(__always)
  private func answer(of request: InferRequest) throws -> ([Float], [Int]) {
    let api = requests.model.library.api
    let tensor = try api.make {
      api.infer_request_get_output_tensor_by_index(request.pointer, outputIndex, $0)
    }
    defer { api.tensor_free(tensor) }
    var found = nw_ov_shape()
    try api.check(api.tensor_get_shape(tensor, &found))
    defer { _ = api.shape_free(&found) }
    let shape = (0..<Int(found.rank)).map { Int(found.lengths[$0]) }
    var elements: UnsafeMutableRawPointer?
    try api.check(api.tensor_data(tensor, &elements))
    let count = shape.reduce(1, *)
    guard let elements, count > 0 else {
      throw RuntimeError(
        .output, model, "output \(output) has no element: its shape is \(shape)",
        next: "name another in output:, or check what the model was given")
    }
    let floats = UnsafeBufferPointer(start: elements.assumingMemoryBound(to: Float.self), count: count)
    return (Array(floats), shape)
  }
}
