import NetWeightCore
import Synchronization

/// A latency measurement that ends also when a call of a variant never returns.
struct GuardedMeasurement {
  let measurement: LatencyMeasurement
  /// How much longer than twice its budget it may take, in seconds.
  let patience: Double

  /// Measures on a thread of its own.
  /// - Throws: ``Undecidable`` when a call hangs, and what the measurement throws.
  func run(
    reference: (name: String, variant: any LoadedVariant),
    candidate: (name: String, variant: any LoadedVariant),
    inputs: [Tensor], quantity: String
  ) async throws -> PairedLatency {
    let running = RunningVariant()
    var watched = measurement
    watched.begins = running.begins
    let limit = Duration.seconds(2 * max(0, min(measurement.budget, 1e9)) + patience)
    do {
      return try await MeasuringThread.run(limit: limit) { [watched] in
        try await watched.run(
          reference: reference, candidate: candidate, inputs: inputs, quantity: quantity)
      }
    } catch is MeasuringThread.Hung {
      throw Undecidable(
        reason: .hung,
        summary:
          "a call of '\(running.name)' did not return; it was left behind after \(limit.components.seconds) s, "
          + "and still runs beside what follows",
        next: [
          "mark the test .isolated(timeLimit:), which ends such a call with its process and shows its last output"
        ])
    }
  }
}

/// Whose block of calls is under way.
private final class RunningVariant: Sendable {
  private let current = Mutex("")

  var name: String { current.withLock { $0 } }

  @Sendable func begins(_ name: String) { current.withLock { $0 = name } }
}
