import NetWeightCore

/// Old and new answers on one set, as rows of a review.
struct QualityChange {
  let set: String
  let old: Baseline.Quality?
  let new: Baseline.Quality?

  var rows: [[String]] {
    guard let new else { return [["\(set) accuracy", accuracy(old), "—", "no longer there"]] }
    guard let old else { return [["\(set) accuracy", "—", accuracy(new), ""]] }
    // Answers are paired by their place in the set, so other samples cannot be compared one by one.
    guard old.setSHA256 == new.setSHA256, old.correct.bits.count == new.correct.bits.count else {
      return [["\(set) accuracy", accuracy(old), accuracy(new), "the set changed, not comparable"]]
    }
    let counts = PairedCounts(reference: old.correct.bits, candidate: new.correct.bits)
    var rows = [
      ["\(set) accuracy", accuracy(old), accuracy(new), drop(counts)],
      ["\(set) answers", "", "", "new failures \(counts.newFailures), gains \(counts.gains)"],
    ]
    if old.inputSHA256 != new.inputSHA256 {
      rows.append([
        "\(set) preprocessing", old.preprocessing, new.preprocessing, "the model gets other tensors",
      ])
    }
    return rows + sliceRows(old.slices, new.slices)
  }

  private func accuracy(_ quality: Baseline.Quality?) -> String {
    quality.map { "\(Estimate.Unit.fraction.text($0.accuracy)), n = \($0.samples)" } ?? "—"
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
