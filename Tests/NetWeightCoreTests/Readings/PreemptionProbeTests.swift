import Foundation
import NetWeightCore
import Synchronization
import Testing

@Suite struct PreemptionProbeTests {
  #if os(Linux)
    static let ways: [PreemptionDetection] =
      PreemptionDetection.best == .restartableSequence ? [.restartableSequence, .contextSwitches] : [.best]

    @Test func linuxHasAWay() { #expect(PreemptionDetection.best != .none) }

    @Test(arguments: ways) func tripsWhenTheThreadLosesItsCore(way: PreemptionDetection) {
      #expect(isPreempted(way: way, within: 10_000_000_000))
    }

    @Test(arguments: ways) func staysQuietWhenUndisturbed(way: PreemptionDetection) {
      var probe = PreemptionProbe(detection: way)
      var undisturbed = 0
      for _ in 0..<1000 {
        probe.arm()
        if !probe.tripped() { undisturbed += 1 }
      }
      // A few may be disturbed in earnest; not nearly all of a microsecond's work.
      #expect(undisturbed > 500)
    }
  #endif

  @Test func withoutAWayItNeverTrips() {
    var probe = PreemptionProbe(detection: .none)
    probe.arm()
    let tripped = probe.tripped()
    #expect(!tripped)
  }
}

/// Spins for a millisecond at a time, with more busy threads than cores beside, until the probe trips.
private func isPreempted(way: PreemptionDetection, within limit: UInt64) -> Bool {
  let crowd = Crowd(threads: 2 * ProcessInfo.processInfo.activeProcessorCount)
  defer { crowd.stop() }
  var probe = PreemptionProbe(detection: way)
  let end = MonotonicClock.nanoseconds() + limit
  while MonotonicClock.nanoseconds() < end {
    probe.arm()
    let pause = MonotonicClock.nanoseconds() + 1_000_000
    while MonotonicClock.nanoseconds() < pause {}
    if probe.tripped() { return true }
  }
  return false
}

private final class Crowd: Sendable {
  private let isOver = Atomic<Bool>(false)
  init(threads: Int) {
    for _ in 0..<threads { Thread.detachNewThread { [self] in while !isOver.load(ordering: .relaxed) {} } }
  }
  func stop() { isOver.store(true, ordering: .relaxed) }
}
