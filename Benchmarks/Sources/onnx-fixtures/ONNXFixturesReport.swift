import NetWeightCore
import Reporting

/// What was seen of all fixtures.
struct ONNXFixturesReport: Encodable {
  struct Finding: Encodable {
    var kind: String
    var sentence: String
    var layers: [String]
  }

  struct Row: Encodable {
    var name: String
    var recipe: String
    var meant: String
    /// Kinds that were planted, with their layers.
    var planted: [String: [String]]
    /// The operators of its weights, with their precision and how many there are.
    var ran: [String]
    var findings: [Finding]
    /// Time of a call at p50 over that of the FP32 model, with its interval.
    var ratio: Double
    var lower: Double?
    var upper: Double?
    var microseconds: Double
    var bytes: Int

    init(
      _ fixture: Fixture, _ placement: Placement, _ found: [PlacementFinding], _ latency: PairedLatency,
      bytes: Int
    ) {
      name = fixture.name
      recipe = fixture.recipe
      meant = "\(fixture.meant)"
      planted = fixture.findings
      let kernels = placement.weighted.map {
        "\($0.operatorType) \($0.precision.map { "\($0)" } ?? "of unknown precision")"
      }
      ran = kernels.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .map { kernel in
          let count = kernels.count { $0 == kernel }
          return count > 1 ? "\(kernel) ×\(count)" : kernel
        }
      findings = found.map { finding in
        Finding(
          kind: finding.kind.rawValue, sentence: finding.sentence, layers: finding.nodes.map(\.layer))
      }
      ratio = latency.ratio.value
      lower = latency.ratio.interval?.lower
      upper = latency.ratio.interval?.upper
      microseconds = latency.candidate.p50 / 1000
      self.bytes = bytes
    }

    /// Whether each planted kind was found with its layers, and no kind of a healthy model.
    var isAsPlanted: Bool {
      guard !planted.isEmpty else { return findings.isEmpty }
      return planted.allSatisfy { kind, layers in
        let found = findings.filter { $0.kind == kind }
        // `conv1` is /conv1/Conv in the graph; what is unfused is told with the nodes that take it.
        let told = found.map { "\($0.sentence) \($0.layers)" }.joined()
        return !found.isEmpty && layers.allSatisfy(told.contains)
      }
    }
  }

  let conditions: Conditions
  let runtime: String
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Fixture", "What it is", "Meant", "What ran its weights", "Findings", "Time, of FP32", "µs", "Bytes",
    ])
    for row in rows {
      let interval = row.lower.flatMap { lower in
        row.upper.map { " (\(Cell.short(lower))–\(Cell.short($0)))" }
      }
      table.append([
        "`\(row.name)`", row.recipe, row.meant, row.ran.joined(separator: ", "), Self.findings(row),
        "\(Cell.short(row.ratio))\(interval ?? "")", Cell.short(row.microseconds), "\(row.bytes)",
      ])
    }
    let wrong = rows.filter { !$0.isAsPlanted }.map { "`\($0.name)`" }
    let planted = rows.filter { !$0.planted.isEmpty }.count
    let verdict =
      wrong.isEmpty
      ? "All \(planted) planted fallbacks were named with their layers; nothing was found in the \(rows.count - planted) healthy models."
      : "**Not as planted: \(wrong.joined(separator: ", "))**"
    return "\(runtime), one thread, one sample; \(conditions.text)\n\n\(verdict)\n\n\(table.text)"
  }

  private static func findings(_ row: Row) -> String {
    guard !row.findings.isEmpty else { return "none" }
    return row.findings.map { finding in
      let more = finding.layers.count - 3
      return
        (["**\(finding.kind)**", finding.layers.prefix(3).joined(separator: ", ")]
        + (more > 0 ? ["and \(more) more"] : [])).filter { !$0.isEmpty }.joined(separator: " ")
    }.joined(separator: "; ")
  }
}
