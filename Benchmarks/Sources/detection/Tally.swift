import Workloads
import Works

/// The answers of one method to one slowdown, counted.
struct Tally {
  struct Kind: Hashable {
    let slowdown: InjectedSlowdown
    let method: Method
  }

  let kind: Kind
  let state: NoiseState
  /// Candidate ÷ reference by the amounts of work; nil for the tail.
  let trueRatio: Double?
  private(set) var trials = 0
  private(set) var broken = 0
  private(set) var held = 0
  private(set) var inconclusive = 0
  /// Intervals that were checked, and those among them that hold the true ratio.
  private(set) var intervals = 0
  private(set) var covering = 0
  private(set) var coveringWithinFloor = 0
  private(set) var ratios: [Answer.Ratio] = []
  private(set) var seconds: [Double] = []
  private(set) var calls: [Double] = []
  private(set) var preemptedShares: [Double] = []
  private(set) var failures: [String: Int] = [:]

  init(_ kind: Kind, _ state: NoiseState, trueRatio: Double?) {
    self.kind = kind
    self.state = state
    self.trueRatio = trueRatio
  }

  mutating func add(_ answer: Answer) {
    trials += 1
    switch answer.verdict {
    case .broken: broken += 1
    case .held: held += 1
    case .inconclusive: inconclusive += 1
    }
    if let covers = answer.coversTruth {
      intervals += 1
      covering += covers ? 1 : 0
      coveringWithinFloor += answer.coversTruthWithinFloor == true ? 1 : 0
    }
    if let ratio = answer.ratio { ratios.append(ratio) }
    seconds.append(answer.seconds)
    if let count = answer.calls { calls.append(Double(count)) }
    if let share = answer.preemptedShare { preemptedShares.append(share) }
    if let failure = answer.failure { failures[failure, default: 0] += 1 }
  }
}
