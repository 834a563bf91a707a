/// Whether any slice fell by more than its margin, with a correction for how many slices there are.
public struct SliceJudgment: Sendable {
  /// One slice, judged.
  public struct Finding: Sendable, Hashable {
    /// The slice.
    public var name: String
    /// Its answers.
    public var counts: PairedCounts
    /// The chance of so large a drop if the true one were at the margin.
    public var pValue: Double
    /// Whether "the drop is within the margin" is rejected.
    public var isBroken: Bool
    /// The smallest drop that a slice of this size shows in 80 % of cases.
    public var visibleDrop: Double
  }

  /// The largest drop of a slice, as a difference of shares.
  public var margin: Double
  /// All slices, the worst drop first.
  public var findings: [Finding]

  /// Judges the slices of a comparison.
  /// - Parameters:
  ///   - margin: the largest drop of each slice, as a difference of shares.
  ///   - confidence: of all slices together, 0…1.
  public init(_ evidence: QualityEvidence, margin: Double, confidence: Double) {
    self.margin = margin
    let counts = evidence.slices.map { evidence.counts(of: $0.indices) }
    let pValues = counts.map { NormalDistribution.upperTail(TangoScore($0).statistic(at: margin)) }
    let rejected = HolmCorrection.rejected(pValues: pValues, level: 1 - confidence)
    findings = evidence.slices.indices.map { index in
      Finding(
        name: evidence.slices[index].name, counts: counts[index], pValue: pValues[index],
        isBroken: rejected[index],
        visibleDrop: SampleSize.visibleDrop(
          samples: Int(Double(counts[index].samples) / counts[index].designEffect), margin: margin,
          slices: counts.count, confidence: confidence))
    }
    .sorted { ($0.counts.drop, $1.name) > ($1.counts.drop, $0.name) }
  }

  /// The slices that broke the promise.
  public var broken: [Finding] { findings.filter(\.isBroken) }

  /// The slices whose observed drop is over the margin, which so few samples do not prove.
  public var suspicious: [Finding] { findings.filter { !$0.isBroken && $0.counts.drop > margin } }
}
