import Foundation

extension Baseline {
  /// A number with so many significant digits, so that it is written the same way each time.
  static func stable(_ value: Double, digits: Int = 6) -> Double {
    guard value.isFinite, value != 0 else { return value }
    // What is smaller would need a power of ten that is too large for a number.
    guard abs(value) > 1e-290 else { return 0 }
    let scale = pow(10, Double(digits - 1) - log10(abs(value)).rounded(.down))
    // Dividing by a power of ten prints short; multiplying by its inverse does not.
    return scale >= 1 ? (value * scale).rounded() / scale : (value * scale).rounded() * (1 / scale)
  }

  /// Takes over what another record knows and this one does not, or knows anew.
  public mutating func merge(_ newer: Baseline) {
    provenance = newer.provenance
    quality.merge(newer.quality) { $0.merging($1) }
    for (machine, costs) in newer.machines {
      machines[machine, default: Costs()].merge(costs)
    }
    placements.merge(newer.placements) { _, found in found }
  }

  /// Whether an accepted baseline is out of date with what a run found: another artefact, other answers, other
  /// kernels, another peak of memory. Latency alone never makes it so, since it never repeats, and neither do a machine
  /// or vector instructions that the baseline does not know: else each new computer would propose a change to the
  /// repository. How latency differs between runs does, since that is measured only when asked for.
  public func isOutdated(by run: Baseline) -> Bool {
    guard provenance == run.provenance else { return true }
    for (set, found) in run.quality {
      guard let known = quality[set], known.merging(found) == known else { return true }
    }
    for (key, found) in run.placements {
      let known = placements[key]
      if placements.isEmpty || (known != nil && known != found) { return true }
    }
    for (machine, found) in run.machines {
      if let latency = found.latency, latency.hasSpread(otherThan: machines[machine]?.latency) { return true }
      guard let known = machines[machine] else { continue }
      if let peak = found.peakMemory, known.peakMemory?.isApart(from: peak) ?? true { return true }
    }
    return false
  }
}

extension Baseline.Quality {
  /// The newer answers, and those in other metrics to the same inputs.
  func merging(_ newer: Baseline.Quality) -> Baseline.Quality {
    guard setSHA256 == newer.setSHA256, inputs == newer.inputs, samples == newer.samples else { return newer }
    var merged = newer
    merged.metrics.merge(metrics) { found, _ in found }
    return merged
  }
}

extension Baseline.Costs {
  mutating func merge(_ newer: Baseline.Costs) {
    if let found = newer.latency { latency = latency?.merging(found) ?? found }
    peakMemory = peakMemory?.merging(newer.peakMemory) ?? newer.peakMemory
  }
}

extension Baseline.Latency {
  /// The newer times and ratios. A ratio that the newer run did not measure stays; and so does the spread of one that it
  /// did, since one run says nothing of how runs differ.
  func merging(_ newer: Baseline.Latency) -> Baseline.Latency {
    var merged = newer
    merged.ratios = ratios.filter { newer.ratio(of: $0.quantity, to: $0.reference) == nil }
    merged.ratios += newer.ratios.map { found in
      var ratio = found
      ratio.betweenRuns =
        found.betweenRuns ?? self.ratio(of: found.quantity, to: found.reference)?.betweenRuns
      return ratio
    }
    merged.ratios.sort { ($0.reference, $0.quantity) < ($1.reference, $1.quantity) }
    return merged
  }

  /// Whether it knows a spread between processes that the other does not, or another one.
  func hasSpread(otherThan known: Baseline.Latency?) -> Bool {
    ratios.contains { found in
      guard let spread = found.betweenRuns else { return false }
      return spread != known?.ratio(of: found.quantity, to: found.reference)?.betweenRuns
    }
  }
}

extension PeakMemory {
  /// The newer reading, unless it did not count what is known by count.
  func merging(_ newer: PeakMemory?) -> PeakMemory {
    guard let newer, newer.peakRequestedBytes != nil || peakRequestedBytes == nil else { return self }
    return newer
  }

  /// Whether a new reading says something else: counts that were not known, another number of allocations, or bytes more
  /// than a thousandth away, since the length of a path moves them by less. What was read of other inputs says nothing.
  func isApart(from found: PeakMemory) -> Bool {
    guard found.peakRequestedBytes != nil, workload == nil || workload == found.workload else { return false }
    guard peakRequestedBytes != nil else { return true }
    return Self.areApart(peakRequestedBytes, found.peakRequestedBytes)
      || loading.isApart(from: found.loading) || running.isApart(from: found.running)
  }

  fileprivate static func areApart(_ known: Int?, _ now: Int?) -> Bool {
    guard let known, let now else { return false }
    return abs(known - now) > now / 1000
  }
}

extension PeakMemory.Phase {
  fileprivate func isApart(from found: PeakMemory.Phase) -> Bool {
    if let now = found.allocations, now != allocations { return true }
    return PeakMemory.areApart(totalRequestedBytes, found.totalRequestedBytes)
  }
}
