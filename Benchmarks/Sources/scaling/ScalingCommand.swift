import ArgumentParser
import NetWeightCore
import Reporting
import Workloads
import Works

@main
struct ScalingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling", abstract: "Seconds to a verdict against the duration of a call.")

  @Option(help: "Durations of a call, with commas.")
  var durations = "5us,20us,100us,500us,2ms,10ms,50ms,100ms,2s"
  @Option(help: "Percents, and 'tail', with commas.")
  var effects = "0,3"
  @Option(help: "Verdicts of each kind.")
  var trials = 5
  @Option(help: "NetWeight's time budget for one verdict, in seconds.")
  var budget = 10.0
  @Option(help: "Where random choices start.")
  var seed: UInt64 = 1
  @OptionGroup var publication: Publication

  func run() async throws {
    let durations = try durations.split(separator: ",").map { text in
      guard let duration = CallDuration(String(text)) else {
        throw ValidationError("'\(text)' is no duration")
      }
      return duration
    }
    let slowdowns = try effects.split(separator: ",").map { text in
      guard let slowdown = InjectedSlowdown(String(text)) else {
        throw ValidationError("'\(text)' is no effect")
      }
      return slowdown
    }
    var report = ScalingReport(conditions: Conditions(seed: seed), budgetSeconds: budget)
    let work = try await Workload.compute.work()
    for duration in durations {
      let calibration = try Calibration(of: work, for: duration.nanoseconds)
      for slowdown in slowdowns {
        var row = ScalingReport.Row(
          nanosecondsOfCall: calibration.nanosecondsOfCall, slowdown: slowdown.label)
        for trial in 0..<trials {
          try await judge(work, calibration, slowdown, seed: seed &+ UInt64(trial), into: &row)
        }
        Progress.say(
          "\(CallDuration.label(row.nanosecondsOfCall)), \(slowdown.label): \(row.medianSeconds) s")
        report.rows.append(row)
        try publication.save(report)
      }
    }
    try publication.publish(report, markdown: report.markdown, place: "scaling")
  }

  private func judge(
    _ work: any Work, _ calibration: Calibration, _ slowdown: InjectedSlowdown, seed: UInt64,
    into row: inout ScalingReport.Row
  ) async throws {
    let units = calibration.units
    let reference = WorkVariant(WorkCalls(work, units: units, slowUnits: units, seed: seed))
    let candidate = WorkVariant(
      WorkCalls(
        work, units: slowdown.candidateUnits(units), slowUnits: slowdown.slowUnits(units), seed: seed &+ 1))
    // The floor is that of variants which share one memory, as these do.
    let claim = LatencyClaim(quantile: 0.5, limit: 1.02, floor: 1.003)
    let watch = Stopwatch()
    do {
      let latency = try await LatencyMeasurement(claim: claim, budget: budget).run(
        reference: ("reference", reference), candidate: ("candidate", candidate),
        inputs: [Tensor(vector: [0])], quantity: "p50")
      row.add("\(latency.decision)", seconds: watch.seconds, pairs: latency.pairs.count)
    } catch let failure as LatencyFailure {
      row.add("\(failure)", seconds: watch.seconds, pairs: 0)
    }
  }
}
