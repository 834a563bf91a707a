/// The figures of a comparison of quality, and how they are said.
struct QualityComparison {
  let evidence: QualityEvidence
  let slices: SliceJudgment
  /// The margin in the metric's unit.
  let margin: Double
  private let confidence: Double

  var whole: PairedOutcomes { evidence.whole }
  private var metric: QualityMetric { evidence.whole.metric }

  init(_ evidence: QualityEvidence, margin: Drop, slices margins: [SliceMargin], confidence: Double) {
    self.evidence = evidence
    self.confidence = confidence
    let whole = evidence.whole.margin(margin)
    self.margin = whole
    let each = margins.last { $0.name == nil }?.margin
    let named = margins.compactMap { margin in margin.name.map { ($0, margin.margin) } }
    slices = SliceJudgment(
      evidence,
      margin: { outcomes in
        if let each { return outcomes.margin(each) }
        guard outcomes.metric.unit == .fraction else { return 2 * outcomes.margin(margin) }
        return min(1, max(0.02, 2 * whole))
      }, named: Dictionary(named) { $1 }, confidence: confidence)
  }

  var difference: Estimate {
    Estimate(
      "\(metric) \(loss)", metric.name, value: whole.drop,
      interval: whole.interval(confidence: confidence), n: whole.samples, unit: metric.differenceUnit)
  }

  /// How many samples would certify the margin; nil when no number does.
  func samplesToCertify(confidence: Double) -> Int? {
    whole.samplesToCertify(margin: margin, confidence: confidence)
  }

  func estimate(of variant: String, value: Double, right: Int?) -> Estimate {
    Estimate(
      variant, metric.name, value: value,
      interval: right.map {
        WilsonInterval.of(successes: $0, samples: whole.samples, confidence: confidence)
      },
      n: whole.samples, unit: metric.unit)
  }

  func summary(candidate: String, margin: Drop) -> String {
    let change = metric.differenceUnit.text(abs(whole.drop))
    let counted =
      whole.counts.map { "(\(abs($0.netFailures)) of \($0.samples) samples) from" }
      ?? "(\(metric.unit.text(whole.referenceValue)) → \(metric.unit.text(whole.candidateValue))) from"
    return "\(metric) of '\(candidate)' on \(evidence.set) \(verb) \(change) "
      + "\(counted) '\(evidence.reference)', promised at most \(margin)"
  }

  /// What it is called when the metric gets worse.
  var loss: String { metric.isBetterHigher ? "drop" : "rise" }

  private var verb: String {
    (whole.drop < 0) == metric.isBetterHigher ? "rose" : "dropped"
  }

  /// What a metric did in a slice that broke its promise.
  func said(of slice: SliceJudgment.Finding) -> String {
    "\(metric.isBetterHigher ? "dropped" : "rose") \(metric.differenceUnit.text(slice.outcomes.drop))"
  }

  func text(ofMargin margin: Double) -> String { metric.differenceUnit.text(margin) }

  var notes: [Verdict.Note] {
    var notes: [Verdict.Note] = []
    if let errors { notes.append(.init("errors", errors)) }
    if let changes = evidence.changes {
      let listed = changes.newFailures == 0 ? "" : ": \(changes.list)"
      let churn = Double(changes.newFailures + changes.gains) / Double(max(1, whole.samples)) * 100
      notes.append(
        .init(
          "new failures",
          "\(changes.newFailures)\(listed); gains \(changes.gains); churn \(Format.fixed(churn, 2)) %"))
    }
    // The worst first; where everything collapsed, three say it.
    for slice in slices.broken.prefix(3) { notes.append(.init("slice broken", describe(slice))) }
    if slices.broken.count > 3 {
      notes.append(.init("also broken", "\(SampleList(slices.broken.dropFirst(3).map(\.name)))"))
    }
    for slice in slices.suspicious.prefix(3) {
      notes.append(.init("slice suspect", describe(slice)))
    }
    if let blind = blindNote { notes.append(.init("blind slices", blind)) }
    if !slices.undefined.isEmpty {
      notes.append(.init("undefined", "\(metric) says nothing in \(SampleList(slices.undefined))"))
    }
    if let note = whole.note { notes.append(.init("interval", note)) }
    return notes
  }

  private var errors: String? {
    let relativeDrop =
      whole.referenceValue == 0
      ? "" : "relative \(loss) \(Format.fixed(whole.drop / abs(whole.referenceValue) * 100, 2)) %"
    guard let right = whole.right else {
      return relativeDrop.isEmpty ? nil : relativeDrop
    }
    let (before, after) = (whole.samples - right.reference, whole.samples - right.candidate)
    let relative = before == 0 ? "" : " (\(signedPercent(Double(after - before) / Double(before))))"
    return "\(before) → \(after)\(relative)\(relativeDrop.isEmpty ? "" : "; \(relativeDrop)")"
  }

  private func signedPercent(_ value: Double) -> String {
    "\(value < 0 ? "" : "+")\(Format.fixed(value * 100, 0)) %"
  }

  private func describe(_ slice: SliceJudgment.Finding) -> String {
    let unit = metric.differenceUnit
    let interval = slice.outcomes.interval(confidence: confidence).map {
      " (\(unit.text($0.lower)) … \(unit.text($0.upper)))"
    }
    return "'\(slice.name)' \(said(of: slice))\(interval ?? ""), n = \(slice.outcomes.samples), "
      + "margin \(unit.text(slice.margin))"
      + (slice.pValue.map { ", p \(Format.probability($0))" } ?? ", named beforehand")
  }

  /// A slice that could not show a drop of its margin has not passed: it says from which drop on it would speak.
  private var blindNote: String? {
    let blind = slices.blind.sorted { $0.name < $1.name }
    guard let first = blind.first else { return nil }
    let text = { (value: Double) in
      metric.unit == .fraction ? Format.fixed(value * 100, 0) : Format.significant(value, 3)
    }
    let visible = blind.map(\.visibleDrop)
    let least = text(visible.min() ?? first.visibleDrop)
    let most = text(visible.max() ?? first.visibleDrop)
    let range = least == most ? least : "\(least)–\(most)"
    let margin = metric.unit == .fraction ? first.margin * 100 : first.margin
    return "\(blind.count) see a drop only from \(range)\(metric.unit == .fraction ? " points" : "") on, "
      + "their margin is \(Format.significant(margin, 2)): \(SampleList(blind.map(\.name)))"
  }
}

extension QualityMetric {
  /// The unit of a difference of two values.
  var differenceUnit: Estimate.Unit { unit == .fraction ? .difference : unit }
}
