/// Whether any slice fell by more than its margin, with a correction for how many slices there are.
public struct SliceJudgment: Sendable {
  /// One slice, judged.
  public struct Finding: Sendable {
    /// The slice.
    public var name: String
    /// Its answers.
    public var outcomes: PairedOutcomes
    /// The largest drop that it is allowed, in the metric's unit.
    public var margin: Double
    /// The chance of so large a drop if the true one were at the margin; nil of a slice that was named beforehand,
    /// whose drop is taken as a fact.
    public var pValue: Double?
    /// Whether it broke the promise.
    public var isBroken: Bool
    /// The smallest drop that a slice of this size shows in 80 % of cases.
    public var visibleDrop: Double
  }

  /// All slices in which the metric is defined, the worst drop first.
  public var findings: [Finding]
  /// The slices in which it is not, as a metric of one class only.
  public var undefined: [String]

  /// Judges the slices of a comparison.
  /// - Parameters:
  ///   - margin: the largest drop of a slice that is not named, in the metric's unit.
  ///   - named: slices with a margin of their own.
  ///   - confidence: of all slices together, 0…1.
  public init(
    _ evidence: QualityEvidence, margin: (PairedOutcomes) -> Double, named: [String: Drop] = [:],
    confidence: Double
  ) {
    undefined = evidence.slices.filter { !$0.outcomes.isDefined }.map(\.name)
    let defined = evidence.slices.filter(\.outcomes.isDefined)
    let tested = defined.filter { named[$0.name] == nil }
    let margins = tested.map { margin($0.outcomes) }
    let pValues = zip(tested, margins).map { $0.outcomes.pValue(at: $1) }
    let rejected = HolmCorrection.rejected(pValues: pValues, level: 1 - confidence)
    findings = tested.indices.map { index in
      Finding(
        name: tested[index].name, outcomes: tested[index].outcomes, margin: margins[index],
        pValue: pValues[index],
        isBroken: rejected[index],
        visibleDrop: tested[index].outcomes.visibleDrop(
          margin: margins[index], slices: tested.count, confidence: confidence))
    }
    for slice in defined {
      guard let drop = named[slice.name] else { continue }
      let margin = slice.outcomes.margin(drop)
      findings.append(
        Finding(
          name: slice.name, outcomes: slice.outcomes, margin: margin, pValue: nil,
          isBroken: !slice.outcomes.isWithin(drop), visibleDrop: margin))
    }
    findings.sort { ($0.outcomes.drop, $1.name) > ($1.outcomes.drop, $0.name) }
  }

  /// The slices that broke the promise.
  public var broken: [Finding] { findings.filter(\.isBroken) }

  /// The slices whose observed drop is over the margin, which so few samples do not prove.
  public var suspicious: [Finding] { findings.filter { !$0.isBroken && $0.outcomes.drop > $0.margin } }

  /// The slices too small to show a drop of their margin.
  public var blind: [Finding] { findings.filter { !$0.isBroken && $0.visibleDrop > $0.margin } }
}
