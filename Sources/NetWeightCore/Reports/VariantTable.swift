/// What was measured of each variant of a run, a row each, as every report shows it.
struct VariantTable: Sendable {
  /// The names of the columns.
  static let header = [
    "Model", "Format", "Gold", "Hard", "Worst slice", "p50", "p95", "Peak memory", "Size", "Notes",
  ]

  private let variants: [Baseline]
  private let machine: String

  /// Lists the variants of a record.
  init(_ record: RunRecord) {
    variants = record.variants
    machine = record.machine.description
  }

  /// A cell for each column; what was not measured is a dash.
  var rows: [[String]] {
    // What others are compared with comes first, whichever test was the first to measure something.
    let references = Set(variants.flatMap { costs(of: $0)?.latency?.ratios.map(\.reference) ?? [] })
    let isReference = { (variant: Baseline) in references.contains(variant.provenance.variant) }
    return (variants.filter(isReference) + variants.filter { !isReference($0) }).map(row)
  }

  private func row(_ variant: Baseline) -> [String] {
    let costs = costs(of: variant)
    let latency = costs?.latency
    let size = variant.provenance.artefact.reduce(0) { $0 + $1.bytes }
    return [
      variant.provenance.variant, "\(variant.provenance.format)", quality(variant, "gold"),
      quality(variant, "hard"),
      worstSlice(variant), latency.map { Format.duration(nanoseconds: $0.p50) } ?? "—",
      latency.map { Format.duration(nanoseconds: $0.p95) } ?? "—",
      costs?.peakMemory?.peakText ?? "—",
      Format.bytes(Double(size)),
      notes(variant, costs),
    ]
  }

  private func costs(of variant: Baseline) -> Baseline.Costs? { variant.machines[machine] }

  private func quality(_ variant: Baseline, _ set: String) -> String {
    guard let quality = variant.quality[set], let headline = quality.headline else { return "—" }
    return "\(headline) (n = \(quality.samples))"
  }

  private func worstSlice(_ variant: Baseline) -> String {
    let slices = variant.quality.sorted { $0.key < $1.key }.flatMap { set, quality in
      (quality.accuracy?.slices ?? [:]).sorted { $0.key < $1.key }
        .map { (name: "\(set)/\($0.key)", accuracy: $0.value) }
    }
    guard let worst = slices.min(by: { $0.accuracy < $1.accuracy }) else { return "—" }
    return "\(worst.name) \(Format.fixed(worst.accuracy * 100, 1)) %"
  }

  private func notes(_ variant: Baseline, _ costs: Baseline.Costs?) -> String {
    var notes = variant.provenance.recipe.isEmpty ? [] : [variant.provenance.recipe]
    notes += (costs?.latency?.ratios ?? []).map { ratio in
      "\(Format.significant(1 / ratio.value, 3))× as fast as \(ratio.reference) at \(ratio.quantity)"
    }
    notes += variant.placements.sorted { $0.key < $1.key }.map {
      $0.value.filter { $0.precision != nil }.list
    }
    return notes.joined(separator: "; ")
  }
}
