import NetWeightCore
import Workloads
import Works

/// The product, through its public API.
struct NetWeightMethod {
  let claim: LatencyClaim
  let quantity: String
  let settings: MethodSettings

  /// Floor 1.003 and not the default 1.01: reference and candidate share one memory here, so they do not differ by
  /// where they lie.
  static func p50(_ settings: MethodSettings) -> NetWeightMethod {
    NetWeightMethod(
      claim: LatencyClaim(quantile: 0.5, limit: 1.02, floor: 1.003), quantity: "p50", settings: settings)
  }

  static func p95(_ settings: MethodSettings) -> NetWeightMethod {
    NetWeightMethod(
      claim: LatencyClaim(quantile: 0.95, limit: 1.05, floor: 1.003), quantity: "p95", settings: settings)
  }

  func judge(_ comparison: Comparison) async throws -> Answer {
    var measurement = LatencyMeasurement(claim: claim, budget: settings.budget)
    if let leastPairs = settings.leastPairs { measurement.leastPairs = leastPairs }
    let watch = Stopwatch()
    do {
      let latency = try await measurement.run(
        reference: ("reference", comparison.reference()), candidate: ("candidate", comparison.candidate()),
        inputs: [Comparison.input], quantity: quantity)
      let seconds = watch.seconds
      var answer =
        switch latency.decision {
        case .broken: Answer(.broken, seconds: seconds)
        case .held: Answer(.held, seconds: seconds)
        case .undecided: Answer(.inconclusive, seconds: seconds)
        }
      answer.calls = max(latency.reference.calls, latency.candidate.calls)
      answer.preemptedShare = latency.preemptedShare
      if let interval = latency.ratio.interval {
        answer.ratio = Answer.Ratio(
          estimate: latency.ratio.value, lower: interval.lower, upper: interval.upper)
        answer.coversTruth = comparison.trueRatio.map { interval.lower <= $0 && $0 <= interval.upper }
        answer.coversTruthWithinFloor = comparison.trueRatio.map {
          interval.lower / claim.floor <= $0 && $0 <= interval.upper * claim.floor
        }
      }
      return answer
    } catch let failure as LatencyFailure {
      // Such a measurement gives no verdict, which is what its user gets too.
      var answer = Answer(.inconclusive, seconds: watch.seconds)
      answer.failure = "\(failure)"
      return answer
    }
  }
}
