/// What a method says of one comparison.
struct Answer {
  enum Verdict { case broken, held, inconclusive }

  struct Ratio {
    var estimate: Double
    var lower: Double
    var upper: Double
  }

  var verdict: Verdict
  /// How long it took, warm-up included.
  var seconds: Double
  /// Timings of each variant that it kept; nil where the method does not tell.
  var calls: Int?
  /// Candidate ÷ reference with its interval; nil where the method gives none.
  var ratio: Ratio?
  /// Whether that interval holds the true ratio; nil where there is no interval or no single true ratio.
  var coversTruth: Bool?
  /// The same with the interval widened by the claim's floor, under which a difference is the instrument's.
  var coversTruthWithinFloor: Bool?
  /// Calls dropped as preempted, 0…1; nil where none are.
  var preemptedShare: Double?
  /// Why nothing was decided, when it was an error that said so.
  var failure: String?

  /// The answer of a rule with only two.
  init(isSlower: Bool, seconds: Double, calls: Int? = nil) {
    verdict = isSlower ? .broken : .held
    self.seconds = seconds
    self.calls = calls
  }

  init(_ verdict: Verdict, seconds: Double) {
    self.verdict = verdict
    self.seconds = seconds
  }
}
