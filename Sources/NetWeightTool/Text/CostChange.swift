import NetWeightCore

/// Old and new costs on one machine, as rows of a review. What is the same, or was not measured anew, has no row.
struct CostChange {
  let old: Baseline.Costs?
  let new: Baseline.Costs

  var rows: [[String]] { memoryRows + latencyRows + placementRows }

  private var memoryRows: [[String]] {
    guard let now = new.peakMemory?.peakRequestedBytes else { return [] }
    let before = old?.peakMemory?.peakRequestedBytes
    guard before != now else { return [] }
    let change = before.map { percent(Double(now), of: Double($0)) } ?? ""
    return [
      ["peak memory", before.map { Format.bytes(Double($0)) } ?? "—", Format.bytes(Double(now)), change]
    ]
  }

  /// The quotient to the reference and not the bare time: times of two runs are not comparable, quotients
  /// nearly are.
  private var latencyRows: [[String]] {
    guard let now = new.latency, let reference = now.reference, now.ratio != nil, old?.latency != now else {
      return []
    }
    let before = old?.latency.flatMap { $0.reference == reference ? $0 : nil }
    return [
      ["latency ÷ \(reference)", before.map(ratio) ?? "—", ratio(now), before.map { compare($0, now) } ?? ""]
    ]
  }

  private func ratio(_ latency: Baseline.Latency) -> String {
    let unit = Estimate.Unit.ratio
    let ends = latency.ratioInterval.map { " (\(unit.text($0.lower)) … \(unit.text($0.upper)))" } ?? ""
    return (latency.ratio.map(unit.text) ?? "—") + ends
  }

  private func compare(_ old: Baseline.Latency, _ new: Baseline.Latency) -> String {
    guard let before = old.ratio, let now = new.ratio else { return "" }
    guard let first = old.ratioInterval, let second = new.ratioInterval else {
      return percent(now, of: before)
    }
    let overlap = first.lower <= second.upper && second.lower <= first.upper
    return "\(percent(now, of: before)), the intervals \(overlap ? "overlap" : "are apart")"
  }

  private var placementRows: [[String]] {
    guard let now = new.placement, old?.placement != now else { return [] }
    guard let before = old?.placement else { return [["placement", "—", list(now), ""]] }
    return [["placement", list(before.removing(now)), list(now.removing(before)), "changed"]]
  }

  private func percent(_ now: Double, of before: Double) -> String {
    guard before != 0 else { return "" }
    let change = (now / before - 1) * 100
    return "\(change < 0 ? "" : "+")\(Format.fixed(change, 1)) %"
  }
}

extension [String] {
  /// What is left when each of the others has taken one of its like away.
  fileprivate func removing(_ others: [String]) -> [String] {
    others.reduce(into: self) { rest, other in
      if let index = rest.firstIndex(of: other) { rest.remove(at: index) }
    }
  }
}
