import Reporting
import RivalRules
import Workloads
import Works

/// All that was counted, as it is written to JSON.
struct DetectionReport: Codable {
  /// One method, one slowdown, one state of noise, one workload.
  struct Entry: Codable {
    let method: Method
    let state: NoiseState
    let slowdown: String
    let trials: Int
    let broken: Int
    let held: Int
    let inconclusive: Int
    let trueRatio: Double?
    /// The medians of the estimates and of the ends of their intervals.
    let medianRatio: Double?
    let medianLower: Double?
    let medianUpper: Double?
    let intervals: Int
    let intervalsThatCover: Int
    let intervalsThatCoverWithinFloor: Int
    let medianSeconds: Double
    let p90Seconds: Double
    let medianCalls: Double?
    let preemptedShare: Double?
    let failures: [String: Int]

    init(_ tally: Tally) {
      method = tally.kind.method
      state = tally.state
      slowdown = tally.kind.slowdown.label
      trials = tally.trials
      broken = tally.broken
      held = tally.held
      inconclusive = tally.inconclusive
      trueRatio = tally.trueRatio
      let median = { (values: [Double]) in values.isEmpty ? nil : sampleQuantile(0.5, values) }
      medianRatio = median(tally.ratios.map(\.estimate))
      medianLower = median(tally.ratios.map(\.lower))
      medianUpper = median(tally.ratios.map(\.upper))
      intervals = tally.intervals
      intervalsThatCover = tally.covering
      intervalsThatCoverWithinFloor = tally.coveringWithinFloor
      medianSeconds = sampleQuantile(0.5, tally.seconds)
      p90Seconds = sampleQuantile(0.9, tally.seconds)
      medianCalls = median(tally.calls)
      let shares = tally.preemptedShares
      preemptedShare = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
      failures = tally.failures
    }

    /// The share of the trials that were called slower.
    var flagged: Double { Double(broken) / Double(max(trials, 1)) }
  }

  /// One workload at one duration.
  struct Section: Codable {
    let workload: Workload
    let calibration: Calibration
    var entries: [Entry] = []
  }

  let conditions: Conditions
  let states: [NoiseState]
  let slowdowns: [String]
  let methods: [Method]
  let budgetSeconds: Double
  let peerSeconds: Double?
  private(set) var sections: [Section] = []

  init(conditions: Conditions, plan: Plan) {
    self.conditions = conditions
    states = plan.states
    slowdowns = plan.slowdowns.map(\.label)
    methods = plan.methods
    budgetSeconds = plan.settings.budget
    peerSeconds = plan.settings.peerSeconds
  }

  mutating func start(_ workload: Workload, _ calibration: Calibration) {
    sections.append(Section(workload: workload, calibration: calibration))
  }

  mutating func add(_ tallies: [Tally]) {
    sections[sections.count - 1].entries += tallies.map(Entry.init)
  }
}
