import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How busy the machine was while something was measured on it.
struct HostActivity {
  private let nanoseconds = MonotonicClock.nanoseconds()
  private let machine = MachineTicks.now
  private let process = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID)
  private let thread = cpuSeconds(CLOCK_THREAD_CPUTIME_ID)

  /// Warnings about the time since this activity was noted.
  /// - Parameter isOneThread: whether all that was measured ran on the calling thread, which alone tells it from
  ///   other tests of the process.
  func warnings(isOneThread: Bool) -> [MeasurementWarning] {
    var warnings: [MeasurementWarning] = []
    let seconds = Double(MonotonicClock.nanoseconds() - nanoseconds) / 1e9
    let process = cpuSeconds(CLOCK_PROCESS_CPUTIME_ID) - process
    // The kernel counts in ticks of 10 ms: over less than 0.2 s they say nothing.
    if let before = machine, let after = MachineTicks.now, seconds >= 0.2 {
      let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
      let stolen = (after.stolen - before.stolen) / (seconds * cores)
      if stolen >= 0.01 { warnings.append(.stolenTime(share: stolen)) }
      let others = (after.busy - before.busy - process) / seconds
      if others >= 0.2 { warnings.append(.otherProcesses(cores: others)) }
    }
    let otherThreads = (process - (cpuSeconds(CLOCK_THREAD_CPUTIME_ID) - thread)) / max(seconds, 1e-9)
    if isOneThread, otherThreads >= 0.1 { warnings.append(.otherTests(cores: otherThreads)) }
    if let governor = Self.frequencyGovernor, governor != "performance" {
      warnings.append(.frequencyGovernor(governor))
    }
    if ProcessInfo.processInfo.activeProcessorCount == 1 { warnings.append(.singleCore) }
    return warnings
  }

  /// The governor of the first core; nil where the system has none, as in most virtual machines.
  private static var frequencyGovernor: String? {
    let file = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Seconds of processor time of the whole machine since it started.
private struct MachineTicks {
  let busy: Double
  let stolen: Double

  /// nil where there is no `/proc/stat`.
  static var now: MachineTicks? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8) else { return nil }
    let fields = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Double($0) }
    // user nice system idle iowait irq softirq steal
    guard fields.count >= 8 else { return nil }
    let perSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    let busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6]
    return MachineTicks(busy: busy / perSecond, stolen: fields[7] / perSecond)
  }
}

private func cpuSeconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  return clock_gettime(clock, &time) == 0 ? Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 : 0
}
