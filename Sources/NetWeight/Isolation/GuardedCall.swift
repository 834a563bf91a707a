/// Work that is given up when it never returns, or when the test is cancelled meanwhile. It cannot be stopped: it is left
/// behind with its thread.
struct GuardedCall<Value: Sendable>: Sendable {
  /// Where the work runs when it may block its thread; nil for the pool's.
  var thread: MeasuringThread?
  /// Seconds until the work is taken to hang; asked again when they have passed.
  let secondsLeft: @Sendable () -> Double
  /// What is thrown then.
  let hung: @Sendable () -> Undecidable

  /// Does the work.
  /// - Throws: what the work throws; ``hung``; CancellationError.
  func run(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let work = Task(executorPreference: thread) { [thread] in
      defer { thread?.stop() }
      return try await body()
    }
    let answer = FirstAnswer<Value>()
    Task { answer.give(await work.result) }
    let watch = Task {
      while case let left = secondsLeft(), left > 0 {
        // This clock stands still while the machine sleeps, as that of the budget does.
        try await Task.sleep(for: .seconds(left), clock: .suspending)
      }
      answer.give(.failure(hung()))
      work.cancel()
    }
    defer { watch.cancel() }
    return try await withTaskCancellationHandler {
      try await answer.value
    } onCancel: {
      work.cancel()
      answer.give(.failure(CancellationError()))
    }
  }
}
