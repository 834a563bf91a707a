import Reporting
import Works

/// Seconds to a verdict, by how long a call takes.
struct ScalingReport: Codable {
  struct Row: Codable {
    let nanosecondsOfCall: Double
    let slowdown: String
    private(set) var decisions: [String: Int] = [:]
    private(set) var seconds: [Double] = []
    private(set) var pairs: [Int] = []

    init(nanosecondsOfCall: Double, slowdown: String) {
      self.nanosecondsOfCall = nanosecondsOfCall
      self.slowdown = slowdown
    }

    var medianSeconds: Double { seconds.isEmpty ? .nan : seconds.sorted()[seconds.count / 2] }

    mutating func add(_ decision: String, seconds: Double, pairs: Int) {
      decisions[decision, default: 0] += 1
      self.seconds.append(seconds)
      self.pairs.append(pairs)
    }
  }

  let conditions: Conditions
  let budgetSeconds: Double
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "A call takes", "Slowdown", "Verdicts of p50 ≤ 2 %", "s, median", "s, most", "pairs, median",
      "s ÷ duration of a call",
    ])
    for row in rows {
      let decisions = row.decisions.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      table.append([
        CallDuration.label(row.nanosecondsOfCall), row.slowdown, decisions.joined(separator: ", "),
        Cell.short(row.medianSeconds), Cell.short(row.seconds.max() ?? .nan),
        "\(row.pairs.sorted()[row.pairs.count / 2])",
        Cell.short(row.medianSeconds / row.nanosecondsOfCall * 1e9),
      ])
    }
    return [conditions.text, "Budget \(Cell.short(budgetSeconds)) s a verdict.", table.text]
      .joined(separator: "\n\n")
  }
}
