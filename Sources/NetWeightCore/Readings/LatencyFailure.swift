/// A latency could not be measured.
public enum LatencyFailure: Error, Equatable, CustomStringConvertible {
  /// The budget is zero, negative or not a number.
  case invalidBudget(seconds: Double)
  /// There was nothing to run the variants on.
  case noInputs
  /// A quantile far out needs more calls than fit into the budget.
  case budgetTooSmall(quantity: String, calls: Int, seconds: Double)
  /// The process keeps more and more memory: so many bytes since the first of so many pairs.
  case memoryGrows(bytes: Int, pairs: Int)
  /// The system interrupted every call of a variant.
  case allPreempted

  /// The message for people, without the next step.
  public var description: String {
    switch self {
    case .invalidBudget(let seconds): "a time budget of \(Format.short(seconds)) s allows no measurement"
    case .noInputs: "there are no inputs to time the variants on"
    case .budgetTooSmall(let quantity, let calls, _):
      "\(quantity) needs \(calls) calls of each variant or more, which do not fit into the time budget"
    case .memoryGrows(let bytes, let pairs):
      "the process grew by \(Format.bytes(Double(bytes))) in \(pairs) pairs of blocks, which is too much to go on"
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
    case .memoryGrows:
      "let the variants, or the tests beside, give back what each call allocates; .isolated keeps them apart"
    case .allPreempted: "measure on a quieter machine"
    }
  }
}
