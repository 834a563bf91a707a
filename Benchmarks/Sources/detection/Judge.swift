import RivalRules
import Workloads
import Works

/// All methods on one comparison.
struct Judge {
  let comparison: Comparison
  let settings: MethodSettings
  /// What NetWeight took of each variant in this comparison, so what the others get; without it a usual number.
  private var calls: Int?
  private var recorded: (reference: [Double], candidate: [Double], seconds: Double)?

  init(_ comparison: Comparison, _ settings: MethodSettings) {
    self.comparison = comparison
    self.settings = settings
  }

  mutating func answer(_ method: Method) async throws -> Answer {
    switch method {
    case .netWeightP50: return noting(try await NetWeightMethod.p50(settings).judge(comparison))
    case .netWeightP95: return noting(try await NetWeightMethod.p95(settings).judge(comparison))
    case .aThenBP95:
      return try onSequential { Rule.quantile(0.95, of: $1, over: $0, byMoreThan: 0.05) }
    case .aThenBMedian:
      return try onSequential { Rule.quantile(0.5, of: $1, over: $0, byMoreThan: 0.05) }
    case .mannWhitney: return try onSequential { Rule.mannWhitney($1, over: $0) }
    case .abbaSigns:
      let recorded = try streams.quadruples()
      return Answer(
        isSlower: Rule.signs(ofQuadruples: recorded.quadruples), seconds: recorded.seconds,
        calls: streams.calls)
    case .google: return try GooglePeer(seconds: settings.peerSeconds).judge(comparison)
    case .ordo: return try OrdoPeer(seconds: settings.peerSeconds).judge(comparison)
    }
  }

  /// The larger of NetWeight's two numbers, in favour of the others.
  private mutating func noting(_ answer: Answer) -> Answer {
    if let calls = answer.calls { self.calls = max(calls, self.calls ?? 0) }
    return answer
  }

  private var streams: Streams { Streams(comparison: comparison, calls: calls ?? 1000) }

  /// One stream for all rules that take the reference first and the candidate after it.
  private mutating func onSequential(_ rule: ([Double], [Double]) -> Bool) throws -> Answer {
    let stream = try recorded ?? streams.sequential()
    recorded = stream
    return Answer(
      isSlower: rule(stream.reference, stream.candidate), seconds: stream.seconds, calls: streams.calls)
  }
}
