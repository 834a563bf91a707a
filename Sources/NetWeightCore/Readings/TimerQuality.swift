/// How finely this process can time, and what timing costs it.
package struct TimerQuality: Sendable, Hashable {
  /// The smallest step that the clock was seen to make, in nanoseconds.
  package let step: UInt64
  /// What reading the clock once takes, in nanoseconds.
  package let reading: Double
  /// How disturbed calls are told.
  package let detection: PreemptionDetection
  /// What setting and asking the tell-tale once takes, in nanoseconds.
  package let probe: Double
  /// From one timer interrupt to the next, in nanoseconds; nil where ticks cannot be told.
  package let tick: Double?

  package init(
    step: UInt64, reading: Double, detection: PreemptionDetection, probe: Double, tick: Double?
  ) {
    self.step = step
    self.reading = reading
    self.detection = detection
    self.probe = probe
    self.tick = tick
  }

  /// Measures for about 10 ms. The least of several rounds is taken: what else runs only adds.
  package static func measure() -> TimerQuality {
    var step = UInt64.max
    let reading = leastNanoseconds {
      let before = MonotonicClock.nanoseconds()
      let after = MonotonicClock.nanoseconds()
      if after > before { step = min(step, after - before) }
    }
    var probe = PreemptionProbe()
    var tripped = 0
    let probing = leastNanoseconds {
      probe.arm()
      if probe.tripped() { tripped += 1 }
    }
    return TimerQuality(
      step: step, reading: reading / 2, detection: probe.detection, probe: probing, tick: TimerTick.period)
  }

  private static func leastNanoseconds(_ body: () -> Void) -> Double {
    let calls = 2_000
    return (0..<8).map { _ in
      let start = MonotonicClock.nanoseconds()
      for _ in 0..<calls { body() }
      return Double(MonotonicClock.nanoseconds() - start) / Double(calls)
    }.min() ?? .nan
  }
}
