import Synchronization

/// A lock for asynchronous work: one at a time or so many, first come, first served, and a waiter can be
/// cancelled.
///
/// Not an actor: an actor gives way at every `await`, and a cancellation handler could reach it only by a task
/// of its own, which may run late on a busy machine. Not a semaphore: it would block a thread of the pool.
package final class Turns: Sendable {
  private struct State {
    var taken = 0
    var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
    var nextTicket: UInt64 = 0
  }
  private let width: Int
  private let state = Mutex(State())

  /// A lock that nobody holds, and that so many may hold at a time.
  package init(width: Int = 1) { self.width = width }

  /// Runs the body when it is its turn.
  /// - Throws: what the body throws, or CancellationError when cancelled before its turn.
  package func next<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
    try await take()
    defer { give() }
    return try await body()
  }

  /// How many wait for their turn now.
  package var waitingCount: Int { state.withLock { $0.waiting.count } }

  private func take() async throws {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Swift.Result<Void, any Error>? = state.withLock { state in
          // Asked under the lock: a handler that ran before us found nobody waiting, and is seen here.
          if Task.isCancelled { return .failure(CancellationError()) }
          guard state.taken == width else {
            state.taken += 1
            return .success(())
          }
          state.waiting.append((ticket, continuation))
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
      }
      continuation?.resume(throwing: CancellationError())
    }
  }

  private func give() {
    let next = state.withLock { state in
      if state.waiting.isEmpty {
        state.taken -= 1
        return nil as CheckedContinuation<Void, any Error>?
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }
}
