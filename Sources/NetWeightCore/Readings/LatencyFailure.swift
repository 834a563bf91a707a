/// A latency could not be measured.
public enum LatencyFailure: Error, Equatable, CustomStringConvertible {
  /// The budget is zero, negative or not a number.
  case invalidBudget(seconds: Double)
  /// There was nothing to run the variants on.
  case noInputs
  /// A quantile far out needs more calls than fit into the budget.
  case budgetTooSmall(quantity: String, calls: Int, seconds: Double)
  /// The system interrupted every call of a variant.
  case allPreempted

  /// The message for people, without the next step.
  public var description: String {
    switch self {
    case .invalidBudget(let seconds): "a time budget of \(Format.short(seconds)) s allows no measurement"
    case .noInputs: "there are no inputs to time the variants on"
    case .budgetTooSmall(let quantity, let calls, _):
      "\(quantity) needs \(calls) calls of each variant or more, which do not fit into the time budget"
    case .allPreempted: "the system interrupted every call of a variant"
    }
  }

  /// The next step.
  public var advice: String {
    switch self {
    case .invalidBudget: "give .budget(seconds:) a number over 0; 10 is usual"
    case .noInputs: "give the claim a set with samples: on: gold"
    case .budgetTooSmall(_, _, let seconds):
      "raise .budget(seconds: \(Format.significant(seconds, 2))) or more, or promise p95 instead"
    case .allPreempted: "measure on a quieter machine"
    }
  }
}
