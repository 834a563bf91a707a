import CReadings

/// How this machine can tell that the system took a timed thread off its core.
public enum PreemptionDetection: String, Sendable, Codable, Hashable, CaseIterable {
  /// By the thread's restartable-sequence word, which the kernel clears: 3 ns, Linux with glibc 2.35 or later.
  case restartableSequence
  /// By the thread's count of involuntary context switches: about 600 ns a call, other Linux.
  case contextSwitches
  /// It cannot, so disturbed calls stay in the readings: other systems.
  case none

  /// The best way that this process has.
  public static let best = detection(allowingRestartableSequence: true)

  static func detection(allowingRestartableSequence allowed: Bool) -> PreemptionDetection {
    switch nw_preemption_kind(allowed) {
    case Int32(NW_PREEMPTION_RSEQ.rawValue): .restartableSequence
    case Int32(NW_PREEMPTION_SWITCHES.rawValue): .contextSwitches
    default: .none
    }
  }
}

extension PreemptionDetection: CustomStringConvertible {
  /// What tells, in words.
  public var description: String {
    switch self {
    case .restartableSequence: "restartable sequence"
    case .contextSwitches: "context switches"
    case .none: "nothing"
    }
  }
}

/// A tell-tale for one timed call: ``arm()`` before it, ``tripped()`` after it.
///
/// Belongs to the thread that armed it. A call that suspends may end on another thread; the probe then says
/// that it tripped, which is the safe side, since a hop between threads is a disturbance too.
package struct PreemptionProbe {
  /// How the probe finds out.
  package let detection: PreemptionDetection
  private var switchesBefore: Int64 = 0

  /// A probe that works in the given way, by default the best of this process.
  package init(detection: PreemptionDetection = .best) { self.detection = detection }

  /// Whether it works without a system call.
  package var isFree: Bool { detection != .contextSwitches }

  /// Sets the tell-tale of the calling thread.
  @inline(__always)
  package mutating func arm() {
    switch detection {
    case .restartableSequence: nw_rseq_arm()
    case .contextSwitches: switchesBefore = nw_involuntary_switches()
    case .none: break
    }
  }

  /// Whether the thread was taken off its core since ``arm()``. Always false for ``PreemptionDetection/none``.
  @inline(__always)
  package mutating func tripped() -> Bool {
    switch detection {
    case .restartableSequence: nw_rseq_tripped()
    case .contextSwitches: nw_involuntary_switches() != switchesBefore
    case .none: false
    }
  }
}
