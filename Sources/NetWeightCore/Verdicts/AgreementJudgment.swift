import Foundation

/// Judges "the outputs are as alike as this", each limit on the samples at hand.
public struct AgreementJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// In which respects; at least one.
  public var limits: [AgreementLimit]
  /// What the outputs of each layer have to keep besides.
  public var layerLimits: [AgreementLimit]
  /// The name of the set.
  public var set: String
  /// Of the intervals, two-sided, 0…1.
  public var confidence = 0.95

  /// Describes a judgment.
  public init(
    claim: Claim, limits: [AgreementLimit], layerLimits: [AgreementLimit] = [], set: String
  ) {
    self.claim = claim
    self.limits = limits
    self.layerLimits = layerLimits
    self.set = set
  }

  /// The verdict on what both gave.
  public func verdict(on agreement: OutputAgreement) -> Verdict {
    if let unusable = verdictOnUnusable(agreement) { return unusable }
    let whole = limits.map { Found($0, agreement.pairs, confidence: confidence) }
    let layers = agreement.layers.flatMap { layer in
      layerLimits.map { Found($0, layer.pairs, of: layer.name, confidence: confidence) }
    }
    let found = whole + layers
    let broken = found.filter { !$0.isKept }
    // Of layers the first to run that is off: what follows only passes it on.
    let told = broken.first ?? found[0]
    let more = broken.count > 1 ? " (and \(broken.count - 1) more of \(found.count) limits broken)" : ""
    var verdict = Verdict(
      claim: claim, ruling: broken.isEmpty ? .held : .broken,
      summary: "\(told.name) of '\(claim.variant)' against '\(claim.reference ?? "")' on \(set): "
        + "\(told.limit.text(of: told.value)), promised \(told.limit.promise)\(more)",
      notes: found.map { .init($0.name, $0.text(samples: agreement.pairs.count)) })
    let failures = agreement.pairs.filter(\.isNewFailure).map(\.sampleID)
    if !failures.isEmpty { verdict.notes.append(.init("failed anew", "\(SampleList(failures))")) }
    guard !broken.isEmpty else { return verdict }
    let farthest = agreement.pairs.sorted { ($0.noise, $1.sampleID) > ($1.noise, $0.sampleID) }
    verdict.notes.append(.init("farthest off", "\(SampleList(farthest.prefix(5).map(\.sampleID)))"))
    let off = broken.first { $0.layer != nil }?.layer
    verdict.next =
      (off.map { ["look at \($0) first: what follows passes on what is off there"] } ?? [])
      + nextSteps(agreement)
    return verdict
  }

  /// Scores that only differ by a factor are those of a lost scale or normalization, which accuracy does not show.
  private func nextSteps(_ agreement: OutputAgreement) -> [String] {
    let scale = agreement.bestScale
    if scale.factor.isFinite, scale.decibels >= 15, abs(log2(abs(scale.factor))) > 0.5 {
      return [
        "its outputs are the reference's times \(Format.significant(1 / scale.factor, 3)) "
          + "(\(Format.fixed(scale.decibels, 1)) dB when divided by it): look for a lost scale or normalization"
      ]
    }
    return [
      "compare both on the first of these samples, and after retraining promise accuracy instead: "
        + "retrained outputs differ by more, and may be as right"
    ]
  }

  /// What is to be said when the limits promise nothing, before any sample is asked.
  public var refusal: Verdict? {
    guard !limits.isEmpty else {
      return .inconclusive(
        claim, .invalidClaim, "without a limit nothing is promised", next: ["give one: .sqnr(atLeast: 20)"])
    }
    if let bad = layerLimits.first(where: { !$0.measure.isOfLayersToo }) {
      return .inconclusive(
        claim, .invalidClaim, "\(bad.measure) is of answers, and layers give none",
        next: ["promise SQNR, cosine or maximum error of layers"])
    }
    if let bad = (limits + layerLimits).first(where: { !$0.isValid }) {
      return .inconclusive(
        claim, .invalidClaim, "\(bad) is no limit",
        next: ["shares are 0 to 1, cosines -1 to 1, errors and counts 0 or more"])
    }
    return nil
  }

  private func verdictOnUnusable(_ agreement: OutputAgreement) -> Verdict? {
    if let refusal { return refusal }
    guard !agreement.pairs.isEmpty else {
      return .inconclusive(claim, emptySet: set)
    }
    let odd = agreement.pairs.filter { $0.mismatch != nil }
    if let mismatch = odd.first?.mismatch {
      return Verdict(
        claim: claim, ruling: .broken,
        summary:
          "'\(claim.variant)' gave outputs of shape \(mismatch.found), '\(claim.reference ?? "")' of "
          + "\(mismatch.expected), on \(odd.count) of \(agreement.pairs.count) samples of \(set): nothing of them can agree",
        notes: [.init("other shape", "\(SampleList(odd.map(\.sampleID)))")],
        next: ["compare models with the same outputs, or say which output each variant answers with"])
    }
    let bad = agreement.pairs.filter { !$0.isFinite }
    guard !bad.isEmpty else { return nil }
    return .broken(
      claim, notFinite: SampleList(bad.map(\.sampleID)), of: agreement.pairs.count,
      next: "look for an overflow, a zero or NaN scale, or an input that is not finite")
  }
}

/// What one limit came to.
private struct Found {
  let limit: AgreementLimit
  let layer: String?
  let value: Double
  let interval: Interval?

  var name: String { layer.map { "\($0): \(limit.measure)" } ?? "\(limit.measure)" }
  var isKept: Bool { limit.isKept(by: value) }

  init(_ limit: AgreementLimit, _ pairs: [OutputAgreement.Pair], of layer: String? = nil, confidence: Double)
  {
    self.limit = limit
    self.layer = layer
    let groups = pairs.map(\.group)
    switch limit.measure {
    case .top1:
      let same = pairs.count(where: \.sharesTopClass)
      value = Double(same) / Double(pairs.count)
      let shares = pairs.map { (above: $0.sharesTopClass ? 1.0 : 0, below: 1.0) }
      interval = WilsonInterval.of(
        successes: same, samples: pairs.count,
        designEffect: RatioOfSums(shares, groups: groups).designEffect(over: RatioOfSums(shares)),
        confidence: confidence)
    case .sqnr:
      let noise = RatioOfSums(pairs.map { ($0.noise, $0.signal) }, groups: groups)
      // Nothing but zeros on both sides is no noise either.
      value = pairs.allSatisfy { $0.noise == 0 } ? .infinity : -10 * log10(noise.value)
      // On the logarithm, where it is nearly normal: d(10 · log₁₀ x) = 10 / ln 10 · dx / x.
      let spread =
        NormalDistribution.quantile(0.5 + confidence / 2) * noise.standardError / noise.value * 10 / log(10)
      interval = spread.isFinite ? Interval(value - spread, value + spread) : nil
    case .cosine:
      let norms = pairs.reduce(0) { $0 + $1.signal } * pairs.reduce(0) { $0 + $1.candidateSignal }
      value = pairs.reduce(0) { $0 + $1.product } / norms.squareRoot()
      interval = nil
    case .maximumError:
      value = pairs.map(\.largestError).max() ?? .nan
      interval = nil
    case .klDivergence:
      let mean = RatioOfSums(pairs.map { ($0.divergence, 1) }, groups: groups)
      value = mean.value
      interval = mean.interval(confidence: confidence).map { Interval(max(0, $0.lower), $0.upper) }
    case .newFailures:
      value = Double(pairs.count(where: \.isNewFailure))
      interval = nil
    }
  }

  func text(samples: Int) -> String {
    let ends = interval.map { " (\(limit.measure.text($0.lower)) … \(limit.measure.text($0.upper)))" } ?? ""
    return
      "\(limit.text(of: value))\(ends), n = \(samples); promised \(limit.promise): \(isKept ? "held" : "broken")"
  }
}
