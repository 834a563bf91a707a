import NetWeightCore
import Synchronization

/// A latency measurement that ends also when a call of a variant never returns.
struct GuardedMeasurement {
  let measurement: LatencyMeasurement
  /// How long one block of calls may take, in seconds, before a call is taken to hang.
  let patience: Double

  /// Measures.
  /// - Throws: ``Undecidable`` when a call hangs, and what the measurement throws.
  func run(
    reference: (name: String, variant: any LoadedVariant),
    candidate: (name: String, variant: any LoadedVariant),
    inputs: [Tensor], quantity: String
  ) async throws -> PairedLatency {
    let running = RunningBlock()
    var watched = measurement
    watched.begins = running.begins
    let isSynchronous =
      reference.variant is any SynchronousLoadedVariant && candidate.variant is any SynchronousLoadedVariant
    let thread = isSynchronous ? MeasuringThread() : nil
    let call = GuardedCall<PairedLatency>(
      thread: thread, secondsLeft: { [patience] in patience - running.seconds }, hung: { Self.hung(running) })
    return try await call.run { [watched] in
      try await watched.run(reference: reference, candidate: candidate, inputs: inputs, quantity: quantity)
    }
  }

  private static func hung(_ running: RunningBlock) -> Undecidable {
    Undecidable(
      reason: .hung,
      summary:
        "a call of '\(running.name)' had not returned after \(Format.short(running.seconds.rounded())) s; it "
        + "was left behind, and still runs beside what follows",
      next: [
        "mark the test .isolated(timeLimit:), which ends such a call with its process and shows its last output; "
          + "for a call that takes so long, raise .budget(seconds:)"
      ])
  }
}

/// Whose block of calls is under way, and since when.
private final class RunningBlock: Sendable {
  private let current = Mutex((name: "", since: MonotonicClock.nanoseconds()))

  var name: String { current.withLock { $0.name } }
  var seconds: Double { current.withLock { Double(MonotonicClock.nanoseconds() - $0.since) / 1e9 } }

  @Sendable func begins(_ name: String) {
    let now = MonotonicClock.nanoseconds()
    current.withLock { $0 = (name, now) }
  }
}
