import Synchronization

/// The requests of one model: one for each call that is under way at the same time. The next is made when it is first
/// needed.
final class RequestPool: Sendable {
  let model: CompiledModel
  private let idle: Mutex<[InferRequest]>

  init(_ model: CompiledModel) throws(OpenVINOFailure) {
    self.model = model
    idle = Mutex([try model.makeRequest()])
  }

  /// Runs a body with a request that no other body has.
  @inline(__always)
  func with<Result>(_ body: (InferRequest) throws -> Result) throws -> Result {
    let request = try idle.withLock { $0.popLast() } ?? model.makeRequest()
    defer { idle.withLock { $0.append(request) } }
    return try body(request)
  }
}
