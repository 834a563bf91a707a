/// Something about the machine that makes a measurement noisier or less telling than it could be. It changes no
/// verdict: the test of latency stays honest, and only needs longer.
public enum MeasurementWarning: Sendable, Hashable, Codable {
  /// The hypervisor gave the processor to another machine for this share of the time, 0…1.
  case stolenTime(share: Double)
  /// The system interrupted this share of the timed calls, 0…1, and whether they are left out.
  case preempted(share: Double, isDropped: Bool)
  /// Nothing on this system tells which calls were interrupted, so they are in the readings.
  case preemptionUnseen
  /// A variant suspends, so that its calls may go on on another thread, and interrupted ones cannot be told.
  case suspends
  /// Other processes used so many cores on average.
  case otherProcesses(cores: Double)
  /// Other threads of the test process used so many cores on average: tests beside, mostly.
  case otherTests(cores: Double)
  /// The clock of the processor may change under way: the name of the governor.
  case frequencyGovernor(String)
  /// This is a debug build, measured since `NETWEIGHT_DEBUG_TIMING=1` asks for it.
  case debugBuild
  /// There is only one core, which the measurement shares with everything else.
  case singleCore

  /// What is the case.
  public var text: String {
    switch self {
    case .stolenTime(let share): "the hypervisor took \(Self.percent(share)) of the time"
    case .preempted(let share, let isDropped):
      "\(Self.percent(share)) of the calls were interrupted and \(isDropped ? "dropped" : "are in the readings")"
    case .preemptionUnseen: "interrupted calls cannot be told on this system and are in the readings"
    case .suspends: "a variant suspends, so its interrupted calls cannot be told and are in the readings"
    case .otherProcesses(let cores): "other processes kept \(Format.fixed(cores, 1)) cores busy"
    case .otherTests(let cores): "other threads of this process kept \(Format.fixed(cores, 1)) cores busy"
    case .frequencyGovernor(let name): "the processor's clock follows the governor '\(name)'"
    case .debugBuild: "this is a debug build, whose times are not those of what is shipped"
    case .singleCore: "this machine has one core"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .stolenTime: "use a machine whose cores are not shared"
    case .preempted, .otherProcesses: "stop what else runs on this machine"
    case .preemptionUnseen: "measure on Linux, or allow a longer .budget(seconds:)"
    case .suspends: "let it conform to SynchronousLoadedVariant if it answers on the calling thread"
    case .otherTests:
      "run with --no-parallel, and mark the other measuring tests .uncontended; threads of the variants count too"
    case .frequencyGovernor: "set the governor to 'performance'"
    case .debugBuild: "swift test -c release --disable-testable-imports"
    case .singleCore: "use a machine with two cores or more"
    }
  }

  private static func percent(_ share: Double) -> String { "\(Format.fixed(share * 100, 1)) %" }
}

extension MeasurementWarning: CustomStringConvertible {
  /// What is the case, and what to do about it.
  public var description: String { "\(text): \(advice)" }
}
