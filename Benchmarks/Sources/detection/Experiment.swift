import Reporting
import Workloads
import Works

/// What is to be measured, apart from workload and duration.
struct Plan {
  var states: [NoiseState]
  var slowdowns: [InjectedSlowdown]
  var methods: [Method]
  var trials: Int
  var seed: UInt64
  var settings: MethodSettings
}

/// All trials of one workload in one state of noise.
struct Experiment {
  let plan: Plan
  let workload: Workload
  let work: any Work
  let calibration: Calibration
  let state: NoiseState
  /// No new comparison starts after so many seconds.
  let seconds: Double

  func run() async throws -> [Tally] {
    let burners = try Burners(state, seed: plan.seed)
    defer { burners.stop() }
    var tallies: [Tally.Kind: Tally] = [:]
    var generator = SplitMix64(seed: plan.seed)
    let watch = Stopwatch()
    var heartbeat = Stopwatch()
    for trial in 0..<plan.trials {
      // In another order in each trial, so that a drift of the machine meets all effects alike.
      for slowdown in plan.slowdowns.shuffled(using: &generator) where watch.seconds < seconds {
        let comparison = Comparison(
          workload: workload, work: work, calibration: calibration, slowdown: slowdown,
          seed: generator.next())
        var judge = Judge(comparison, plan.settings)
        for method in plan.methods where workload != .digits || !Method.peers.contains(method) {
          let kind = Tally.Kind(slowdown: slowdown, method: method)
          let answer = try await judge.answer(method)
          tallies[kind, default: Tally(kind, state, trueRatio: comparison.trueRatio)].add(answer)
        }
        guard burners.areAlive else { throw WorkloadError(problem: "a neighbour died; measure again") }
        if heartbeat.seconds > 30 {
          heartbeat = Stopwatch()
          say("trial \(trial + 1) of \(plan.trials), \(Int(watch.seconds)) s")
        }
      }
    }
    let order = plan.slowdowns.flatMap { slowdown in
      plan.methods.map { Tally.Kind(slowdown: slowdown, method: $0) }
    }
    let result = order.compactMap { tallies[$0] }
    say("\(result.map(\.trials).min() ?? 0) trials in \(Cell.short(watch.seconds)) s")
    return result
  }

  private func say(_ text: String) { Progress.say("\(workload) \(state.rawValue): \(text)") }
}
