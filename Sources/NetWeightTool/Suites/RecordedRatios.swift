import NetWeightCore

/// The latency ratios that several processes found, variant by variant, and the memory that the last of them read.
struct RecordedRatios {
  private let runs: [RunRecord]

  init(_ runs: [RunRecord]) { self.runs = runs }

  /// The last measurement of each variant, with how each ratio that all processes found varied between them.
  func baselines() -> [Baseline] {
    guard let last = runs.last else { return [] }
    let machine = last.machine.description
    return last.variants.compactMap { variant in
      let costs = variant.machines[machine]
      guard var latency = costs?.latency else { return costs?.peakMemory.map { _ in variant } }
      let found = runs.compactMap { run in
        run.variants.first { $0.provenance == variant.provenance }?.machines[machine]?.latency
      }
      for index in latency.ratios.indices {
        latency.ratios[index].betweenRuns = spread(of: latency.ratios[index], in: found)
      }
      guard latency.ratios.contains(where: { $0.betweenRuns != nil }) || costs?.peakMemory != nil else {
        return nil
      }
      var baseline = variant
      baseline.machines[machine]?.latency = latency
      return baseline
    }
  }

  /// nil unless every process found the ratio.
  private func spread(of ratio: Baseline.LatencyRatio, in found: [Baseline.Latency]) -> BetweenRuns? {
    let values = found.compactMap { $0.ratio(of: ratio.quantity, to: ratio.reference)?.value }
    return values.count == runs.count ? BetweenRuns(ratios: values) : nil
  }
}
