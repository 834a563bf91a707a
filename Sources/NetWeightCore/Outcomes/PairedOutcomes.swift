import Foundation

/// What two variants gave on the same samples, in one metric.
public struct PairedOutcomes: Sendable {
  /// The metric.
  public let metric: QualityMetric
  /// How many samples there are.
  public let samples: Int
  private let evidence: Evidence

  private enum Evidence: Sendable {
    case counts(PairedCounts, referenceRight: Int)
    case bootstrap(PairedBootstrap)
  }

  /// Right and wrong answers.
  /// - Parameter referenceRight: how many the reference answered right.
  public init(_ counts: PairedCounts, referenceRight: Int, metric: QualityMetric = .accuracy) {
    self.metric = metric
    samples = counts.samples
    evidence = .counts(counts, referenceRight: referenceRight)
  }

  /// Answers with a score each; rows of the same clusters.
  init(
    samples: Int, hasGroups: Bool, metric: QualityMetric, reference: ScoreRows, candidate: ScoreRows
  ) {
    self.metric = metric
    self.samples = samples
    evidence = .bootstrap(
      PairedBootstrap(
        metric, reference: reference.inOrder, candidate: candidate.inOrder,
        independent: hasGroups ? nil : samples))
  }

  /// What two variants' answers added to a metric, sample by sample, paired as in an evaluation.
  /// - Parameters:
  ///   - reference: what each sample added with the reference: ``QualityMetric/score(of:_:)``.
  ///   - candidate: what the same samples, in the same order, added with the candidate.
  ///   - groups: what samples have in common, one entry a sample; nil entries stand alone. None at all: all do.
  /// - Precondition: as many of both, and all of the metric's own kind.
  public init(
    _ metric: QualityMetric, reference: [SampleScore], candidate: [SampleScore], groups: [String?] = []
  ) {
    precondition(reference.count == candidate.count, "a sample was answered by one variant only")
    var pairs = ScorePairs(metric)
    var clusters = ClusterNumbers()
    for (index, (before, after)) in zip(reference, candidate).enumerated() {
      let group = groups.indices.contains(index) ? groups[index] : nil
      pairs.add(before, after, cluster: clusters.number(ofGroup: group))
    }
    self = pairs.outcomes(in: clusters)
  }

  /// The counts of right and wrong answers; nil of a metric that is no share of right ones.
  public var counts: PairedCounts? { if case .counts(let counts, _) = evidence { counts } else { nil } }

  /// The metric of the reference; NaN where it is undefined.
  public var referenceValue: Double {
    switch evidence {
    case .counts(_, let right): Double(right) / Double(samples)
    case .bootstrap(let bootstrap): bootstrap.referenceValue
    }
  }

  /// The metric of the candidate; NaN where it is undefined.
  public var candidateValue: Double {
    switch evidence {
    case .counts(let counts, let right): Double(right - counts.netFailures) / Double(samples)
    case .bootstrap(let bootstrap): bootstrap.candidateValue
    }
  }

  /// How many the reference and the candidate answered right; nil of a metric that is no share of right ones.
  public var right: (reference: Int, candidate: Int)? {
    guard case .counts(let counts, let right) = evidence else { return nil }
    return (right, right - counts.netFailures)
  }

  /// How much worse the candidate is, in the metric's unit; negative when it is better.
  public var drop: Double { counts?.drop ?? metric.drop(from: referenceValue, to: candidateValue) }

  /// Whether both values are numbers.
  public var isDefined: Bool { samples > 0 && referenceValue.isFinite && candidateValue.isFinite }

  /// The margin in the metric's unit.
  func margin(_ drop: Drop) -> Double { drop.fraction(ofReference: abs(referenceValue)) }

  /// Whether the observed drop is within a margin; of right and wrong answers in whole samples.
  public func isWithin(_ margin: Drop) -> Bool {
    if let counts {
      return counts.netFailures <= margin.samples(of: samples, reference: referenceValue)
    }
    // A hair, since a drop of exactly the margin may come out a little over it.
    let limit = self.margin(margin)
    return drop <= limit + 1e-12 * max(1, abs(limit))
  }

  /// The interval of the drop, two-sided; nil when nothing differs and so nothing is known of its spread.
  public func interval(confidence: Double) -> Interval? {
    switch evidence {
    case .counts(let counts, _): return TangoScore(counts).interval(confidence: confidence)
    case .bootstrap(let bootstrap):
      guard let lower = bootstrap.quantile(0.5 - confidence / 2),
        let upper = bootstrap.quantile(0.5 + confidence / 2)
      else { return nil }
      return Interval(lower, upper)
    }
  }

  /// The one-sided upper bound of the drop.
  public func upperBound(confidence: Double) -> Double {
    switch evidence {
    case .counts(let counts, _): return CertifiedBound.upper(counts, confidence: confidence)
    case .bootstrap(let bootstrap):
      let bound = bootstrap.quantile(confidence) ?? drop
      // What no sample showed can still be there in a share of -ln(1 - confidence) / n of all; of a metric of 0…1 it can
      // cost no more than that share. Of another one nothing is known, so that a handful of differences bounds nothing.
      if metric.unit == .fraction {
        return max(bound, min(1, drop - log(1 - confidence) / Double(bootstrap.independent)))
      }
      return bootstrap.differing < PairedBootstrap.leastDiffering ? .infinity : bound
    }
  }

  /// Why there is no upper bound; nil when there is one.
  var unboundedNote: String? {
    guard case .bootstrap(let bootstrap) = evidence, metric.unit != .fraction,
      bootstrap.differing < PairedBootstrap.leastDiffering
    else { return nil }
    let differing = bootstrap.differing == 0 ? "none" : "only \(bootstrap.differing)"
    return
      "\(differing) of \(bootstrap.clusters) differ, and with fewer than \(PairedBootstrap.leastDiffering) "
      + "nothing bounds \(metric), whose values have no range"
  }

  /// The chance of so large a drop if the true one were at the margin.
  /// - Parameter margin: in the metric's unit.
  func pValue(at margin: Double) -> Double {
    switch evidence {
    case .counts(let counts, _): return TangoScore(counts).upperTail(at: margin)
    case .bootstrap(let bootstrap):
      // Of one cluster nothing can be drawn anew, so that it proves nothing.
      guard bootstrap.clusters > 1 else { return 1 }
      // The same drop in every cluster leaves no error to go by; that all of them fall is as likely as so many heads.
      guard bootstrap.standardError > 1e-12 * abs(drop) else {
        return drop > margin ? pow(0.5, Double(bootstrap.differing)) : 1
      }
      return 1
        - StudentDistribution.cumulative(
          (drop - margin) / bootstrap.standardError, degreesOfFreedom: bootstrap.clusters - 1)
    }
  }

  /// How many samples would certify the margin with 80 % power; more where samples share a group. Nil when no number
  /// does.
  /// - Parameter margin: in the metric's unit.
  func samplesToCertify(margin: Double, confidence: Double) -> Int? {
    switch evidence {
    case .counts(let counts, _):
      return SampleSize.toCertify(
        margin: margin, drop: counts.drop, churn: counts.churn, confidence: confidence
      )
      .flatMap { Int(exactly: (Double($0) * counts.designEffect).rounded()) }
    case .bootstrap(let bootstrap):
      guard margin - drop > 1e-12 else { return nil }
      let quantiles = NormalDistribution.quantile(confidence) + NormalDistribution.quantile(0.8)
      let root = quantiles * bootstrap.standardError / (margin - drop)
      let unseen =
        metric.unit == .fraction
        ? -log(1 - confidence) / (margin - drop) * Double(samples) / Double(bootstrap.independent)
        : Double(PairedBootstrap.leastDiffering * samples) / Double(bootstrap.differing)
      return Int(exactly: max(Double(samples) * root * root, unseen).rounded(.up))
    }
  }

  /// The smallest drop that so many samples show as more than the margin in 80 % of cases.
  func visibleDrop(margin: Double, slices: Int, confidence: Double) -> Double {
    switch evidence {
    case .counts(let counts, _):
      return SampleSize.visibleDrop(
        samples: Int(Double(samples) / counts.designEffect), margin: margin, slices: slices,
        confidence: confidence)
    case .bootstrap(let bootstrap):
      let critical = NormalDistribution.quantile(1 - (1 - confidence) / Double(max(1, slices)))
      let unseen = metric.unit == .fraction ? -log(1 - confidence) / Double(max(1, bootstrap.independent)) : 0
      let error = bootstrap.standardError
      return margin + max(unseen, (critical + NormalDistribution.quantile(0.8)) * error)
    }
  }

  /// What else there is to say of how it was found; nil for what is exact.
  var note: String? {
    guard case .bootstrap(let bootstrap) = evidence else { return nil }
    let defined =
      bootstrap.definedShare < 1
      ? ", of which \(Format.fixed(bootstrap.definedShare * 100, 1)) % define it" : ""
    return
      "approximate: paired bootstrap of \(bootstrap.clusters) \(bootstrap.clusters == 1 ? "cluster" : "clusters"), "
      + "\(PairedBootstrap.draws) draws with a fixed seed\(defined)"
  }
}
