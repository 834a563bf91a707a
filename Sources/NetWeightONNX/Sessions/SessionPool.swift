import Synchronization

/// The sessions of one model: one for all calls, or one for each that is under way at the same time.
final class SessionPool: Sendable {
  /// The one that was opened first, which knows what all others know.
  let first: ONNXSession
  private let open: @Sendable () throws -> ONNXSession
  let isShared: Bool
  private let idle: Mutex<[ONNXSession]>

  init(_ sharing: ONNXOptions.SessionSharing, open: @escaping @Sendable () throws -> ONNXSession) throws {
    first = try open()
    self.open = open
    isShared = sharing == .shared
    idle = Mutex(sharing == .shared ? [] : [first])
  }

  /// Runs a body with a session that no other body has, unless they are shared.
  @inline(__always)
  func with<Result>(_ body: (ONNXSession) throws -> Result) throws -> Result {
    if isShared { return try body(first) }
    let session = try idle.withLock { $0.popLast() } ?? open()
    defer { idle.withLock { $0.append(session) } }
    return try body(session)
  }
}
