import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How busy the machine, this process and this thread have been up to some moment.
package struct HostReading {
  /// When, in nanoseconds of the monotonic clock.
  package var nanoseconds: UInt64
  /// Seconds of processor time of the whole machine; nil where it does not say.
  package var machine: MachineSeconds?
  /// Seconds of processor time of this process.
  package var process: Double
  /// Seconds of processor time of this thread.
  package var thread: Double
  /// How many cores there are.
  package var cores: Int
  /// What decides on the processor's clock; nil where the system has none, as in most virtual machines.
  package var frequencyGovernor: String?

  package init(
    nanoseconds: UInt64, machine: MachineSeconds?, process: Double, thread: Double, cores: Int,
    frequencyGovernor: String? = nil
  ) {
    self.nanoseconds = nanoseconds
    self.machine = machine
    self.process = process
    self.thread = thread
    self.cores = cores
    self.frequencyGovernor = frequencyGovernor
  }

  /// This moment.
  package static var now: HostReading {
    HostReading(
      nanoseconds: MonotonicClock.nanoseconds(), machine: .now, process: cpuSeconds(CLOCK_PROCESS_CPUTIME_ID),
      thread: cpuSeconds(CLOCK_THREAD_CPUTIME_ID), cores: ProcessInfo.processInfo.activeProcessorCount,
      frequencyGovernor: SystemFile.value(in: "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
  }

  /// What disturbed a measurement between an earlier moment and this one.
  /// - Parameter isOneThread: whether all that was measured ran on the calling thread, which alone tells it from
  ///   other tests of the process.
  package func warnings(since start: HostReading, isOneThread: Bool) -> [MeasurementWarning] {
    var warnings: [MeasurementWarning] = []
    let seconds = max(Double(nanoseconds - start.nanoseconds) / 1e9, 1e-9)
    let process = process - start.process
    // The kernel counts in ticks of 10 ms: over less than 0.2 s they say nothing.
    if let before = start.machine, let after = machine, seconds >= 0.2 {
      let stolen = (after.stolen - before.stolen) / (seconds * Double(cores))
      if stolen >= 0.01 { warnings.append(.stolenTime(share: stolen)) }
      let others = (after.busy - before.busy - process) / seconds
      if others >= 0.2 { warnings.append(.otherProcesses(cores: others)) }
    }
    let otherThreads = (process - (thread - start.thread)) / seconds
    if isOneThread, otherThreads >= 0.1 { warnings.append(.otherTests(cores: otherThreads)) }
    if let frequencyGovernor, frequencyGovernor != "performance" {
      warnings.append(.frequencyGovernor(frequencyGovernor))
    }
    if cores == 1 { warnings.append(.singleCore) }
    return warnings
  }
}

/// Seconds of processor time of the whole machine since it started.
package struct MachineSeconds {
  package var busy: Double
  /// Given by the hypervisor to another machine.
  package var stolen: Double

  package init(busy: Double, stolen: Double) {
    self.busy = busy
    self.stolen = stolen
  }

  /// nil where there is no `/proc/stat`.
  static var now: MachineSeconds? {
    guard let text = SystemFile.contents(of: "/proc/stat") else { return nil }
    let fields = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Double($0) }
    // user nice system idle iowait irq softirq steal
    guard fields.count >= 8 else { return nil }
    let perSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    let busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6]
    return MachineSeconds(busy: busy / perSecond, stolen: fields[7] / perSecond)
  }
}

private func cpuSeconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  return clock_gettime(clock, &time) == 0 ? Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 : 0
}
