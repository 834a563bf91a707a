import CReadings

/// What the calling thread has had of its core: about 500 ns to read.
package struct ThreadUsage {
  /// How often the system took it off its core against its will; always the same where nothing counts that.
  package let involuntarySwitches: Int64
  /// Nanoseconds on a core.
  package let cpuTime: UInt64
  /// When that was read.
  package let time: UInt64

  package init(involuntarySwitches: Int64, cpuTime: UInt64, time: UInt64) {
    self.involuntarySwitches = involuntarySwitches
    self.cpuTime = cpuTime
    self.time = time
  }

  /// Reads.
  package static func now() -> ThreadUsage {
    ThreadUsage(
      involuntarySwitches: nw_involuntary_switches(), cpuTime: nw_thread_cpu_nanoseconds(),
      time: MonotonicClock.nanoseconds())
  }

  /// Nanoseconds on a core since an earlier reading, without those before a moment up to which the thread had its core
  /// all the time.
  package func cpuTime(since earlier: ThreadUsage, from moment: UInt64) -> UInt64 {
    let before = moment - min(moment, earlier.time)
    let all = cpuTime - min(cpuTime, earlier.cpuTime)
    return all - min(all, before)
  }
}
