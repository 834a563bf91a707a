import CReadings

/// The system's timer interrupt, which takes its share of whatever runs: 20 to 60 µs in a virtual machine.
///
/// It is no preemption, so the probe of those does not see it. A call of 200 µs meets one in twenty times where there
/// are 250 ticks a second: just as often as a call is above the 95th percentile, which then says whether a tick was
/// met and little of the call. Linux moves its coarse clock on at each tick, and reading that takes 7 ns. It does so on one
/// core; the others tick at the same moment unless the system was started with `skew_tick=1`, and then as many calls are
/// dropped for nothing, of both variants alike.
package enum TimerTick {
  /// Nanoseconds from one tick to the next; nil where ticks cannot be told.
  package static let period: Double? = {
    let period = nw_coarse_clock_period()
    guard period >= 1_000_000 else { return nil }
    // Some sandboxes give the fine clock under this name, and would have every call dropped.
    let end = MonotonicClock.nanoseconds() + 100_000
    var last = Self.last()
    var steps = 0
    while MonotonicClock.nanoseconds() < end {
      let now = Self.last()
      if now != last { steps += 1 }
      last = now
    }
    return steps <= 1 ? Double(period) : nil
  }()

  /// Which tick was the last one, as a time in nanoseconds.
  @inline(__always)
  package static func last() -> UInt64 { nw_coarse_nanoseconds() }
}
