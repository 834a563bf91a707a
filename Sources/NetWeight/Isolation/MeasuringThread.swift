import Foundation
import Synchronization

/// A thread on which one measurement runs, so that it can be given up when a call of a variant never returns.
///
/// Not a thread of the pool: it has as many as there are cores, and a call that hangs would keep one for good.
final class MeasuringThread: TaskExecutor, Sendable {
  private let jobs = Mutex<[UnownedJob]>([])
  private let signal = DispatchSemaphore(value: 0)
  private let isStopped = Atomic(false)

  init() {
    let thread = Thread { [self] in
      while true {
        signal.wait()
        guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
          if isStopped.load(ordering: .acquiring) { return }
          continue
        }
        job.runSynchronously(on: asUnownedTaskExecutor())
      }
    }
    // As large as the main thread's: runtimes recurse.
    thread.stackSize = 8 << 20
    thread.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    signal.signal()
  }

  private func stop() {
    isStopped.store(true, ordering: .releasing)
    signal.signal()
  }

  /// Runs the body on a thread of its own.
  /// - Parameter limit: how long to wait for it. Only a call that does not return can take longer than the body's own
  ///   budget; it cannot be stopped, so it is left behind, with its thread.
  /// - Throws: what the body throws, or ``Hung``.
  static func run<Result: Sendable>(
    limit: Duration, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let thread = MeasuringThread()
    let work = Task(executorPreference: thread) {
      defer { thread.stop() }
      return try await body()
    }
    let first = FirstAnswer<Result>()
    let watch = Task {
      try await Task.sleep(for: limit)
      work.cancel()
      first.give(.failure(Hung(limit: limit)))
    }
    defer { watch.cancel() }
    Task { first.give(await work.result) }
    return try await withTaskCancellationHandler {
      try await first.value
    } onCancel: {
      work.cancel()
    }
  }

  /// The body did not end in time.
  struct Hung: Error {
    let limit: Duration
  }
}

/// Waits for whichever answer is given first.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, any Error>)
    case given(Result<Value, any Error>)
  }
  private let state = Mutex(State.open)

  func give(_ answer: Result<Value, any Error>) {
    let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
      switch state {
      case .given: return nil
      case .open:
        state = .given(answer)
        return nil
      case .awaited(let continuation):
        state = .given(answer)
        return continuation
      }
    }
    waiting?.resume(with: answer)
  }

  var value: Value {
    get async throws {
      try await withCheckedThrowingContinuation { continuation in
        let answer: Result<Value, any Error>? = state.withLock { state in
          if case .given(let answer) = state { return answer }
          state = .awaited(continuation)
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    }
  }
}
