import NetWeightCore
import Testing

@Suite struct HostReadingTests {
  /// One second in which this thread was busy all the time and nothing else was.
  private let start = HostReading(
    nanoseconds: 0, machine: .init(busy: 100, stolen: 5), process: 10, thread: 10, cores: 2)
  private var end: HostReading {
    HostReading(
      nanoseconds: 1_000_000_000, machine: .init(busy: 101, stolen: 5), process: 11, thread: 11, cores: 2)
  }

  private func warnings(isOneThread: Bool = true, _ change: (inout HostReading) -> Void = { _ in })
    -> [MeasurementWarning]
  {
    var end = end
    change(&end)
    return end.warnings(since: start, isOneThread: isOneThread)
  }

  @Test func `a quiet machine is no reason for a warning`() {
    #expect(warnings() == [])
    #expect(warnings { $0.frequencyGovernor = "performance" } == [])
  }

  @Test func `time that the hypervisor took is a share of all cores`() {
    #expect(warnings { $0.machine?.stolen += 0.5 } == [.stolenTime(share: 0.25)])
  }

  @Test func `work of other processes is told from that of this one`() {
    #expect(warnings { $0.machine?.busy += 0.75 } == [.otherProcesses(cores: 0.75)])
  }

  @Test func `work of other threads is taken for other tests, unless the variant may have its own`() {
    let busyBeside = { (end: inout HostReading) in
      end.process += 0.5
      end.machine?.busy += 0.5
    }
    #expect(warnings(busyBeside) == [.otherTests(cores: 0.5)])
    #expect(warnings(isOneThread: false, busyBeside) == [])
  }

  @Test func `over a short time the kernel's coarse figures say nothing`() {
    #expect(
      warnings {
        $0.nanoseconds = 100_000_000
        $0.machine?.stolen += 0.1
        $0.process = 10.1
        $0.thread = 10.1
      } == [])
  }

  @Test func `a clock that may change under way and a single core are said`() {
    #expect(
      warnings {
        $0.frequencyGovernor = "powersave"
        $0.cores = 1
      } == [.frequencyGovernor("powersave"), .singleCore])
  }

  @Test func `this machine can be read`() {
    let first = HostReading.now
    let second = HostReading.now
    #expect(second.nanoseconds >= first.nanoseconds)
    #expect(second.process >= first.process)
    #expect(first.cores >= 1)
    #if os(Linux)
      #expect(first.machine != nil)
    #endif
  }

  @Test(arguments: [
    (
      MeasurementWarning.preempted(share: 0.07, isDropped: true),
      "7.0 % of the calls were interrupted and dropped: stop what else runs on this machine"
    ),
    (
      .preemptionUnseen,
      "interrupted calls cannot be told on this system and are in the readings: measure on Linux, or allow a longer "
        + ".budget(seconds:)"
    ),
    (
      .otherTests(cores: 1),
      "other threads of this process kept 1.0 cores busy: run with --no-parallel, and mark the other measuring tests "
        + ".uncontended; threads of the variants count too"
    ),
    (
      .debugBuild,
      "this is a debug build, whose times are not those of what is shipped: swift test -c release "
        + "--disable-testable-imports"
    ),
  ])
  func `a warning ends with what to do`(warning: MeasurementWarning, text: String) {
    #expect(warning.description == text)
  }
}
