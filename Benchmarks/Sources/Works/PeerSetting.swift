import Foundation

/// What a peer's executable is to run: handed down in the environment, so that it does exactly the work that
/// NetWeight's variants do, and calibrates nothing of its own.
public struct PeerSetting: Sendable {
  /// The kind of work.
  public var workload: Workload
  /// Units in most calls.
  public var units: Int
  /// Units in 8 % of the calls.
  public var slowUnits: Int
  /// Where the choice of the slow calls starts.
  public var seed: UInt64
  /// How long the peer may measure, in seconds; nil for its own default.
  public var seconds: Double?
  /// How many calls it may measure; nil for its own default.
  public var calls: Int?
  /// Whether it reads all the metrics that it reads by default, not the time alone.
  public var allMetrics = false

  /// Describes a run.
  public init(workload: Workload, units: Int, slowUnits: Int, seed: UInt64, seconds: Double?) {
    self.workload = workload
    self.units = units
    self.slowUnits = slowUnits
    self.seed = seed
    self.seconds = seconds
  }

  /// As variables.
  public var environment: [String: String] {
    var variables = [
      "PEER_WORKLOAD": workload.rawValue, "PEER_UNITS": "\(units)", "PEER_SLOW_UNITS": "\(slowUnits)",
      "PEER_SEED": "\(seed)",
    ]
    variables["PEER_SECONDS"] = seconds.map { "\($0)" }
    variables["PEER_CALLS"] = calls.map { "\($0)" }
    variables["PEER_ALL_METRICS"] = allMetrics ? "1" : nil
    return variables
  }

  /// From the variables of this process.
  public static func ofThisProcess() throws -> PeerSetting {
    let variables = ProcessInfo.processInfo.environment
    guard let workload = variables["PEER_WORKLOAD"].flatMap(Workload.init(rawValue:)),
      let units = variables["PEER_UNITS"].flatMap({ Int($0) }),
      let slowUnits = variables["PEER_SLOW_UNITS"].flatMap({ Int($0) }),
      let seed = variables["PEER_SEED"].flatMap({ UInt64($0) })
    else {
      throw WorkloadError(problem: "started by hand; a peer is run by 'detection' or 'overhead'")
    }
    var setting = PeerSetting(
      workload: workload, units: units, slowUnits: slowUnits, seed: seed,
      seconds: variables["PEER_SECONDS"].flatMap { Double($0) })
    setting.calls = variables["PEER_CALLS"].flatMap { Int($0) }
    setting.allMetrics = variables["PEER_ALL_METRICS"] != nil
    return setting
  }

  /// What the peer is to time.
  public func makeCalls() throws -> WorkCalls {
    guard let work = workload.plainWork else {
      throw WorkloadError(problem: "peers are built without NetWeight and cannot run '\(workload)'")
    }
    return WorkCalls(work, units: units, slowUnits: slowUnits, seed: seed)
  }
}
