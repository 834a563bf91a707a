import NetWeightCore

/// Old and new costs on one machine, as rows of a review. What is the same, or was not measured anew, has no row.
struct CostChange {
  let old: Baseline.Costs?
  let new: Baseline.Costs

  var rows: [[String]] { memoryRows + latencyRows }

  private var memoryRows: [[String]] {
    guard let now = new.peakMemory else { return [] }
    let before = old?.peakMemory
    var rows: [[String]] = []
    if before?.peak != now.peak {
      var change = ""
      if let before = before?.peakRequestedBytes, let now = now.peakRequestedBytes {
        change = percent(Double(now), of: Double(before))
      }
      rows.append(["peak memory", before?.peakText ?? "—", now.peakText, change])
    }
    // Of a variant that was not known only the peak: the rest says nothing without a comparison.
    guard let before else { return rows }
    rows += row("allocations while loading", before.loading.allocations, now.loading.allocations) { "\($0)" }
    rows += row("allocations while running", before.running.allocations, now.running.allocations) { "\($0)" }
    let bytes = { (value: Int) in Format.bytes(Double(value)) }
    rows += row(
      "requested while loading", before.loading.totalRequestedBytes, now.loading.totalRequestedBytes, bytes)
    rows += row(
      "requested while running", before.running.totalRequestedBytes, now.running.totalRequestedBytes, bytes)
    return rows
  }

  private func row(_ name: String, _ before: Int?, _ now: Int?, _ text: (Int) -> String) -> [[String]] {
    guard let now, before != now else { return [] }
    return [
      [name, before.map(text) ?? "—", text(now), before.map { percent(Double(now), of: Double($0)) } ?? ""]
    ]
  }

  /// The quotient to the reference and not the bare time: times of two runs are not comparable, quotients
  /// nearly are.
  private var latencyRows: [[String]] {
    (new.latency?.ratios ?? []).compactMap { now in
      let before = old?.latency?.ratio(of: now.quantity, to: now.reference)
      guard before != now else { return nil }
      return [
        "\(now.quantity) ÷ \(now.reference)", before.map(text) ?? "—", text(now),
        before.map { compare($0, now) } ?? "",
      ]
    }
  }

  private func text(_ ratio: Baseline.LatencyRatio) -> String {
    let unit = Estimate.Unit.ratio
    let ends = ratio.interval.map { " (\(unit.text($0.lower)) … \(unit.text($0.upper)))" } ?? ""
    return unit.text(ratio.value) + ends
  }

  private func compare(_ old: Baseline.LatencyRatio, _ new: Baseline.LatencyRatio) -> String {
    guard let first = old.interval, let second = new.interval else {
      return percent(new.value, of: old.value)
    }
    let overlap = first.lower <= second.upper && second.lower <= first.upper
    return "\(percent(new.value, of: old.value)), the intervals \(overlap ? "overlap" : "are apart")"
  }

  private func percent(_ now: Double, of before: Double) -> String {
    guard before != 0 else { return "" }
    let change = (now / before - 1) * 100
    return "\(change < 0 ? "" : "+")\(Format.fixed(change, 1)) %"
  }
}
