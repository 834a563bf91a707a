/// The table of truth of a run, as Markdown.
public struct MarkdownReport: Sendable {
  private let record: RunRecord

  /// Prepares the report of a record.
  public init(_ record: RunRecord) { self.record = record }

  /// The whole report.
  public var text: String {
    let counts = ["held", "broken", "inconclusive"].map { name in
      "\(record.verdicts.count { $0.ruling.name == name }) \(name)"
    }
    return """
      # \(record.suite): \(counts.joined(separator: ", "))

      \(variantTable)

      Measured on \(record.machine), \(record.configuration) build, with \(runtimes). Accuracy is the share of right \
      answers; p50 and p95 are of one call, interleaved with the reference; \(interruptions); peak memory is what was \
      requested at once while loading and running, in a process of its own; — was not measured in this run.

      ## Promises

      \(verdictTable)
      \(warningSection)
      """
  }

  private var interruptions: String {
    record.preemption == .none
      ? "calls that the system preempted cannot be told here"
      : "calls that the system preempted are told by \(record.preemption) where variants do not suspend"
  }

  /// What disturbed the measurements, promise by promise; nothing when nothing did.
  private var warningSection: String {
    var rows: [[String]] = []
    for verdict in record.verdicts {
      rows += verdict.warnings.map { ["`\(verdict.claim.sourceText)`", $0.text, $0.advice] }
    }
    guard !rows.isEmpty else { return "" }
    return "\n## Warnings\n\n\(Self.table([["Promise", "What disturbed it", "Next"]] + rows))\n"
  }

  private var variantTable: String {
    var rows = [
      ["Model", "Format", "Gold", "Hard", "Worst slice", "p50", "p95", "Peak memory", "Size", "Notes"]
    ]
    // What others are compared with comes first, whichever test was the first to measure something.
    let references = Set(record.variants.flatMap { costs(of: $0)?.latency?.ratios.map(\.reference) ?? [] })
    let isReference = { (variant: Baseline) in references.contains(variant.provenance.variant) }
    rows += record.variants.filter(isReference).map(row)
    rows += record.variants.filter { !isReference($0) }.map(row)
    return Self.table(rows)
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
      costs?.peakMemory.map { Format.bytes(Double($0.peakRequestedBytes)) } ?? "—",
      Format.bytes(Double(size)),
      notes(variant, costs),
    ]
  }

  private func costs(of variant: Baseline) -> Baseline.Costs? { variant.machines[record.machine.description] }

  /// Accuracy where there is one, else the metric that comes first by name.
  private func quality(_ variant: Baseline, _ set: String) -> String {
    guard let quality = variant.quality[set], let (name, value) = quality.headline else { return "—" }
    let isAccuracy = name == QualityMetric.accuracy.name
    return "\(isAccuracy ? "\(Format.fixed(value * 100, 2)) %" : "\(name) \(Format.significant(value, 4))")"
      + " (n = \(quality.samples))"
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
    if let placement = costs?.placement { notes.append(placement.joined(separator: ", ")) }
    return notes.joined(separator: "; ")
  }

  private var runtimes: String {
    Set(record.variants.map { "\($0.provenance.runtime)" }).sorted().joined(separator: ", ")
  }

  private var verdictTable: String {
    Self.table(
      [["Promise", "Verdict", "What was found"]]
        + record.verdicts.map { ["`\($0.claim.sourceText)`", "\($0.ruling)", $0.summary] })
  }

  /// A cell ends at a bar and a row at a line break, so neither may be in one.
  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: " ")
  }

  private static func table(_ rows: [[String]]) -> String {
    var lines = rows.map { row in
      "| " + row.map(escaped).joined(separator: " | ") + " |"
    }
    lines.insert("|" + String(repeating: " --- |", count: rows[0].count), at: 1)
    return lines.joined(separator: "\n")
  }
}
