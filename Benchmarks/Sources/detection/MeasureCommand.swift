import ArgumentParser
import Reporting
import Workloads
import Works

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measures each workload in each state of noise and prints the shares that were flagged.")

  @Option(help: "Any of compute, memory, cache, lookup, int8, digits, with commas.")
  var workload = "compute,memory,int8"
  @Option(help: "How long one call takes, with commas. Never less than a hundred units of the workload.")
  var duration = "5us,200us,10ms"
  @Option(help: "Any of Q quiet, O other core, B both, S steady; together: QOBS.")
  var noise = "QOBS"
  @Option(help: "Percents, and 'tail', with commas. 0 is A against A.")
  var effects = "0,1,2,3,5,10,tail"
  @Option(help: "Names with commas, 'all', 'netweight', 'peers' or 'streams' (all but the live peers).")
  var methods = "streams"
  @Option(help: "Comparisons of each kind.")
  var trials = 20
  @Option(help: "End after about so many minutes, with as many trials as fit, at most --trials; 0: no end.")
  var minutes = 0.0
  @Option(help: "Where random choices start.")
  var seed: UInt64 = 1
  @Option(help: "NetWeight's time budget for one verdict, in seconds.")
  var budget = 10.0
  @Option(help: "NetWeight's least number of pairs; the product's own by default.")
  var leastPairs: Int?
  @Option(help: "Seconds that a live peer may measure one side for; its own default when not given.")
  var peerSeconds: Double?
  @OptionGroup var publication: Publication

  func run() async throws {
    let workloads = try list(workload, "workload") { Workload(rawValue: $0) }
    let durations = try list(duration, "duration") { CallDuration($0) }
    let plan = Plan(
      states: try noise.map { try parsed(String($0), "state of noise") { NoiseState(rawValue: $0) } },
      slowdowns: try list(effects, "effect") { InjectedSlowdown($0) },
      methods: try Method.list(methods), trials: trials, seed: seed,
      settings: MethodSettings(budget: budget, leastPairs: leastPairs, peerSeconds: peerSeconds))
    for peer in plan.methods.compactMap(\.peer) { try peer.build() }
    var report = DetectionReport(conditions: Conditions(seed: seed), plan: plan)
    let watch = Stopwatch()
    var experimentsLeft = workloads.count * durations.count * plan.states.count
    for workload in workloads {
      let work = try await workload.work()
      for duration in durations {
        let calibration = try Calibration(of: work, for: duration.nanoseconds)
        Progress.say("\(workload): \(calibration.units) units a call")
        report.start(workload, calibration)
        for state in plan.states {
          let experiment = Experiment(
            plan: plan, workload: workload, work: work, calibration: calibration, state: state,
            // What the ones before did not need is for the others.
            seconds: minutes > 0 ? (minutes * 60 - watch.seconds) / Double(experimentsLeft) : .infinity)
          report.add(try await experiment.run())
          try publication.save(report)
          experimentsLeft -= 1
        }
      }
    }
    try publication.publish(report, markdown: report.markdown, place: "detection")
  }
}

private func list<Value>(_ text: String, _ what: String, _ make: (String) -> Value?) throws -> [Value] {
  try text.split(separator: ",").map { try parsed(String($0), what, make) }
}

private func parsed<Value>(_ text: String, _ what: String, _ make: (String) -> Value?) throws -> Value {
  guard let value = make(text) else { throw ValidationError("'\(text)' is no \(what)") }
  return value
}
