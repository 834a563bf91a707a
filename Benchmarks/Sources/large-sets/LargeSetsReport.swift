import Reporting

/// Memory and time, by the size of a set.
struct LargeSetsReport: Codable {
  struct Row: Codable {
    let storage: InputStorage
    let run: EvaluationRun
  }

  let conditions: Conditions
  var rows: [Row] = []
  var loops: LoopRuns?

  init(seed: UInt64) { conditions = Conditions(seed: seed) }

  var markdown: String {
    var table = MarkdownTable([
      "Inputs", "Samples", "peak MB", "of it anonymous", "peak against the smallest set", "s to open",
      "s to evaluate", "samples/s", "INT8 accuracy, %",
    ])
    for row in rows {
      let least = rows.first { $0.storage == row.storage }?.run.peakBytes
      let ratio = row.run.peakBytes.flatMap { peak in least.map { Double(peak) / Double($0) } }
      table.append([
        "\(row.storage)", "\(row.run.samples)", Self.megabytes(row.run.peakBytes),
        Self.megabytes(row.run.peakAnonymousBytes), ratio.map { Cell.short($0) } ?? "–",
        Cell.short(row.run.openingSeconds), Cell.short(row.run.seconds),
        Cell.short(Double(row.run.samples) / row.run.seconds), Cell.percent(row.run.accuracy),
      ])
    }
    var parts = [conditions.text, table.text]
    if let loops {
      var table = MarkdownTable(["Plain loop on one thread", "Samples", "s", "samples/s"])
      for (what, seconds) in [
        ("both models, samples in memory", loops.seconds),
        ("both models, each line parsed by JSONDecoder", loops.secondsWithParsing),
      ] {
        table.append([
          what, "\(loops.samples)", Cell.short(seconds), Cell.short(Double(loops.samples) / seconds),
        ])
      }
      parts.append(table.text)
    }
    return parts.joined(separator: "\n\n")
  }

  private static func megabytes(_ bytes: Int?) -> String {
    bytes.map { Cell.short(Double($0) / 1e6) } ?? "–"
  }
}
