import CONNXRuntime
import NetWeightCore

/// The shortest way to an answer, of the usual model: one session, one input and one output of floats. Small models
/// answer in 5 µs, of which the general way, with its values of any type, took more than one.
final class FloatRun: Sendable {
  // Set once, and kept in place by what is retained below.
  private nonisolated(unsafe) let api: UnsafePointer<nw_ort_api>
  private nonisolated(unsafe) let session: OpaquePointer
  private nonisolated(unsafe) let memory: OpaquePointer
  /// Lengths of the input's dimensions, -1 where any will do.
  private nonisolated(unsafe) let lengths: UnsafeMutableBufferPointer<Int>
  private nonisolated(unsafe) let inputName: UnsafePointer<UnsafePointer<CChar>?>
  private nonisolated(unsafe) let outputName: UnsafePointer<UnsafePointer<CChar>?>
  private let retained: (session: ONNXSession, names: [CStrings])

  private static let mostDimensions = 8

  /// Nil for a model that is not so simple.
  init?(_ session: ONNXSession, input: SampleInput, output: ValueDescription) {
    guard input.type == .float, case .tensor(.float, _) = output.kind, !input.dimensions.isEmpty,
      input.dimensions.count <= Self.mostDimensions
    else { return nil }
    api = session.library.table
    self.session = session.pointer
    memory = session.library.memory
    let names = [CStrings([input.description.name]), CStrings([output.name])]
    inputName = names[0].pointers
    outputName = names[1].pointers
    retained = (session, names)
    lengths = .allocate(capacity: input.dimensions.count)
    for (index, dimension) in input.dimensions.enumerated() {
      if case .fixed(let length) = dimension { lengths[index] = length } else { lengths[index] = -1 }
    }
  }

  deinit { lengths.deallocate() }

  /// The answer, without a first dimension of 1.
  /// - Returns: nil for an input that does not fit or an output without elements, of which the general way says more.
  func answer(_ input: Tensor) throws(RuntimeFailure) -> Tensor? {
    let rank = lengths.count
    let first = rank - input.shape.count
    guard first == 0 || (first == 1 && (lengths[0] == 1 || lengths[0] < 0)) else { return nil }
    for index in first..<rank where lengths[index] >= 0 && lengths[index] != input.shape[index - first] {
      return nil
    }
    let result: Result<Tensor?, RuntimeFailure> = withUnsafeTemporaryAllocation(
      of: Int64.self, capacity: Self.mostDimensions
    ) { shape in
      if first == 1 { shape[0] = 1 }
      for index in first..<rank { shape[index] = Int64(input.shape[index - first]) }
      return input.scalars.withUnsafeBytes { bytes in
        do throws(RuntimeFailure) { return .success(try run(bytes, shape, rank: rank)) } catch {
          return .failure(error)
        }
      }
    }
    return try result.get()
  }

  /// - Parameter shape: of the input; then room for that of the output.
  @inline(__always)
  private func run(
    _ bytes: UnsafeRawBufferPointer, _ shape: UnsafeMutableBufferPointer<Int64>, rank: Int
  ) throws(RuntimeFailure) -> Tensor? {
    // ONNX Runtime takes memory that may be written to, and writes to none that goes into a graph.
    let elements = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    let type = CInt(ONNXElementType.float.number)
    var given: OpaquePointer?
    try check(
      api.pointee.CreateTensorWithDataAsOrtValue(
        memory, elements, bytes.count, shape.baseAddress, rank, type, &given))
    defer { api.pointee.ReleaseValue(given) }
    var found: OpaquePointer?
    try check(
      api.pointee.Run(session, nil, inputName, &given, 1, outputName, 1, &found))
    defer { api.pointee.ReleaseValue(found) }
    guard let found else { return nil }
    var information: OpaquePointer?
    try check(api.pointee.GetTensorTypeAndShape(found, &information))
    defer { api.pointee.ReleaseTensorTypeAndShapeInfo(information) }
    var foundType: CInt = 0
    var foundRank = 0
    try check(api.pointee.GetTensorElementType(information, &foundType))
    try check(api.pointee.GetDimensionsCount(information, &foundRank))
    guard foundType == type, foundRank <= Self.mostDimensions else { return nil }
    try check(api.pointee.GetDimensions(information, shape.baseAddress, foundRank))
    var count = 1
    for index in 0..<foundRank { count *= Int(shape[index]) }
    var data: UnsafeMutableRawPointer?
    try check(api.pointee.GetTensorMutableData(found, &data))
    guard count > 0, let data else { return nil }
    let dropped = foundRank > 1 && shape[0] == 1 ? 1 : 0
    let answerShape = [Int](unsafeUninitializedCapacity: foundRank - dropped) { lengths, initialized in
      for index in dropped..<foundRank { lengths[index - dropped] = Int(shape[index]) }
      initialized = foundRank - dropped
    }
    let floats = UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count)
    return Tensor(trusting: answerShape, scalars: Array(floats))
  }

  @inline(__always)
  private func check(_ status: OpaquePointer?) throws(RuntimeFailure) {
    if let status { throw api.pointee.failure(status) }
  }
}
