import NetWeightCore

/// Old and new answers on one set, as rows of a review.
struct QualityChange {
  let set: String
  let old: Baseline.Quality?
  let new: Baseline.Quality?

  var rows: [[String]] {
    let names = Set(metrics(old).keys).union(metrics(new).keys).sorted()
    var rows = names.flatMap(rows)
    if let old, let new, old.setSHA256 == new.setSHA256, old.inputs.sha256 != new.inputs.sha256 {
      rows.append([
        "\(set) preprocessing", old.preprocessing, new.preprocessing, "the model gets other tensors",
      ])
    }
    return rows
  }

  private func metrics(_ quality: Baseline.Quality?) -> [String: MetricRecord] { quality?.metrics ?? [:] }

  private func rows(of metric: String) -> [[String]] {
    let (was, now) = (metrics(old)[metric], metrics(new)[metric])
    let title = "\(set) \(metric)"
    guard let new, let now else { return [[title, value(was, old), "—", "no longer there"]] }
    guard let old, let was else { return [[title, "—", value(now, new), ""]] }
    // Answers are paired by their place in the set, so other samples cannot be compared one by one.
    guard old.setSHA256 == new.setSHA256, old.samples == new.samples else {
      return [[title, value(was, old), value(now, new), "the set changed, not comparable"]]
    }
    guard let before = was.correct, let after = now.correct else {
      return [[title, value(was, old), value(now, new), ""]] + sliceRows(was.slices, now.slices)
    }
    let counts = PairedCounts(
      reference: (0..<before.count).map { before[$0] }, candidate: (0..<after.count).map { after[$0] })
    return [
      [title, value(was, old), value(now, new), drop(counts)],
      ["\(set) answers", "", "", "new failures \(counts.newFailures), gains \(counts.gains)"],
    ] + sliceRows(was.slices, now.slices)
  }

  private func value(_ record: MetricRecord?, _ quality: Baseline.Quality?) -> String {
    guard let record, let value = record.value, let quality else { return "—" }
    // Of a metric that is no share of right answers the baseline does not keep the unit.
    let text = record.correct == nil ? Format.significant(value, 4) : Estimate.Unit.fraction.text(value)
    return "\(text), n = \(quality.samples)"
  }

  private func drop(_ counts: PairedCounts) -> String {
    let interval = TangoScore(counts).interval(confidence: 0.95)
    let unit = Estimate.Unit.difference
    return "drop \(unit.text(counts.drop)) (\(unit.text(interval.lower)) … \(unit.text(interval.upper)))"
  }

  /// The three slices that changed most. A baseline does not keep which samples are in a slice, so there is no
  /// interval here; the gate itself has one.
  private func sliceRows(_ old: [String: Double], _ new: [String: Double]) -> [[String]] {
    let changes = new.compactMap { name, value in
      old[name].map { (name: name, old: $0, new: value, drop: $0 - value) }
    }
    return changes.filter { $0.drop != 0 }
      .sorted { (abs($0.drop), $1.name) > (abs($1.drop), $0.name) }.prefix(3)
      .map { slice in
        [
          "\(set) slice \(slice.name)", Estimate.Unit.fraction.text(slice.old),
          Estimate.Unit.fraction.text(slice.new),
          "\(slice.drop < 0 ? "rise" : "drop") \(Estimate.Unit.difference.text(abs(slice.drop)))",
        ]
      }
  }
}
