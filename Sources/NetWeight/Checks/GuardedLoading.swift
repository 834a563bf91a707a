import NetWeightCore

extension Variant {
  /// Prepares and loads, and gives up on what never returns: a runtime that waits for a device or a lock.
  /// - Parameter patience: seconds that it may take.
  /// - Throws: ``Undecidable`` when it hangs, and what the variant throws.
  func loaded(patience: Double) async throws -> any LoadedVariant {
    let start = MonotonicClock.nanoseconds()
    let seconds: @Sendable () -> Double = { Double(MonotonicClock.nanoseconds() - start) / 1e9 }
    return try await GuardedCall<any LoadedVariant>(
      thread: MeasuringThread(), secondsLeft: { patience - seconds() },
      hung: {
        Undecidable(
          reason: .hung,
          summary:
            "'\(name)' had not loaded after \(Format.short(seconds().rounded())) s; it was left behind, and "
            + "may still load beside what follows",
          next: [
            "mark the test .isolated(timeLimit:), which ends a load that hangs with its process and shows its last "
              + "output; for a model that takes so long, raise .budget(seconds:)"
          ])
      }
    ).run {
      try await prepare()
      return try await load()
    }
  }
}
