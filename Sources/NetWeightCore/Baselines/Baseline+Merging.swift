import Foundation

extension Baseline {
  /// A number with so many significant digits, so that it is written the same way each time.
  static func stable(_ value: Double, digits: Int = 6) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let scale = pow(10, Double(digits - 1) - log10(abs(value)).rounded(.down))
    // Dividing by a power of ten prints short; multiplying by its inverse does not.
    return scale >= 1 ? (value * scale).rounded() / scale : (value * scale).rounded() * (1 / scale)
  }

  /// Takes over what another record knows and this one does not, or knows anew.
  public mutating func merge(_ newer: Baseline) {
    provenance = newer.provenance
    quality.merge(newer.quality) { $1 }
    for (machine, costs) in newer.machines {
      machines[machine, default: Costs()].merge(costs)
    }
  }

  /// Whether an accepted baseline is out of date with what a run found: another artefact, other answers, other
  /// kernels, another peak of memory. Latency alone never makes it so, since it never repeats, and neither does a machine that the
  /// baseline does not know: else each new computer would propose a change to the repository. How latency differs
  /// between runs does, since that is measured only when asked for.
  public func isOutdated(by run: Baseline) -> Bool {
    guard provenance == run.provenance else { return true }
    for (set, found) in run.quality where quality[set] != found { return true }
    for (machine, found) in run.machines {
      if let spread = found.latency?.betweenRuns, spread != machines[machine]?.latency?.betweenRuns {
        return true
      }
      guard let known = machines[machine] else { continue }
      if let placement = found.placement, known.placement != placement { return true }
      if let peak = found.peakMemory, known.peakMemory?.isApart(from: peak) ?? true { return true }
    }
    return false
  }
}

extension Baseline.Costs {
  mutating func merge(_ newer: Baseline.Costs) {
    if let found = newer.latency { latency = latency?.merging(found) ?? found }
    peakMemory = newer.peakMemory ?? peakMemory
    placement = newer.placement ?? placement
  }
}

extension Baseline.Latency {
  /// The newer times. A ratio stays where the newer measurement had none, since it was of a variant in the part of the
  /// reference; and so does its spread, since one run says nothing of how runs differ.
  func merging(_ newer: Baseline.Latency) -> Baseline.Latency {
    var merged = newer
    if newer.ratio == nil {
      merged.reference = reference
      merged.quantity = quantity
      merged.ratio = ratio
      merged.ratioInterval = ratioInterval
      merged.betweenRuns = betweenRuns
    } else if newer.betweenRuns == nil, newer.quantity == quantity, newer.reference == reference {
      merged.betweenRuns = betweenRuns
    }
    return merged
  }
}

extension PeakMemory {
  /// Whether the peaks are more than 1 % apart: the length of a path and the version of a library move them by less.
  func isApart(from other: PeakMemory) -> Bool {
    abs(peakRequestedBytes - other.peakRequestedBytes) * 100 > other.peakRequestedBytes
  }
}

extension Placement {
  /// The sorted multiset of what ran, without node names and instruction sets, which change between versions and
  /// machines: `2 × DynamicQuantizeDense INT8 cpu`.
  public var condensed: [String] {
    Dictionary(grouping: nodes) { "\($0.operatorType) \($0.precision) \($0.provider)" }
      .map { "\($0.value.count) × \($0.key)" }.sorted()
  }
}
