import NetWeightCore

/// The latency ratios that several processes found, variant by variant.
struct RecordedRatios {
  private let runs: [RunRecord]

  init(_ runs: [RunRecord]) { self.runs = runs }

  /// The last measurement of each variant that all processes timed, with how its ratio varied between them.
  func baselines() -> [Baseline] {
    guard let last = runs.last else { return [] }
    let machine = last.machine.description
    return last.variants.compactMap { variant in
      let found = runs.compactMap { run in
        run.variants.first { $0.provenance == variant.provenance }?.machines[machine]?.latency
      }
      guard found.count == runs.count, let latency = found.last,
        found.allSatisfy({ $0.quantity == latency.quantity && $0.reference == latency.reference }),
        let spread = BetweenRuns(ratios: found.compactMap(\.ratio)), spread.processes == runs.count
      else { return nil }
      var baseline = variant
      baseline.machines[machine]?.latency?.betweenRuns = spread
      return baseline
    }
  }
}
