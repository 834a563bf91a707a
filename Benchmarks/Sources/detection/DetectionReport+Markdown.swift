import Reporting
import Workloads
import Works

extension DetectionReport {
  /// The tables of ANCHORS §1, then what only a three-way verdict with an interval has.
  var markdown: String {
    var parts = [conditions.text, totals]
    for section in sections {
      let duration = CallDuration.label(section.calibration.nanosecondsOfCall)
      let units = section.calibration.units
      parts.append("#### \(section.workload.rawValue), \(duration) a call (\(units) units)")
      parts.append(flaggedTable(section))
      parts.append(verdictTable(section))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// NetWeight's errors over everything, which is what its promises are about.
  private var totals: String {
    let lines = Method.netWeight.filter(methods.contains).map { method in
      let margin = method == .netWeightP50 ? "2 %" : "5 %"
      let entries = sections.flatMap(\.entries).filter { $0.method == method }
      let same = entries.filter { $0.slowdown == "A/A" }
      let edge = entries.filter { $0.slowdown == margin }
      return "- \(method.title): false alarms \(count(same, \.broken)); exactly at the margin broken "
        + "\(count(edge, \.broken)), held \(count(edge, \.held)); the interval holds the true ratio in "
        + "\(coverage(same)) of A/A and \(coverage(entries)) of all"
    }
    return lines.joined(separator: "\n")
  }

  private func count(_ entries: [Entry], _ what: (Entry) -> Int) -> String {
    "\(entries.map(what).reduce(0, +)) of \(entries.map(\.trials).reduce(0, +))"
  }

  /// As printed, and in brackets with the interval widened by the floor.
  private func coverage(_ entries: [Entry]) -> String {
    let intervals = entries.map(\.intervals).reduce(0, +)
    guard intervals > 0 else { return "–" }
    let share = { (covering: Int) in Cell.percent(Double(covering) / Double(intervals)) }
    let within = entries.map(\.intervalsThatCoverWithinFloor).reduce(0, +)
    return "\(share(entries.map(\.intervalsThatCover).reduce(0, +))) (\(share(within))) % of \(intervals)"
  }

  private func flaggedTable(_ section: Section) -> String {
    var table = MarkdownTable(["% flagged (s per verdict)", "State", "n"] + slowdowns)
    for method in methods {
      let entries = section.entries.filter { $0.method == method }
      let medians = entries.map(\.medianSeconds)
      guard let least = medians.min(), let most = medians.max() else { continue }
      let measured = states.filter { state in entries.contains { $0.state == state } }
      let cells = slowdowns.map { slowdown in
        measured.map { state in
          entries.first { $0.state == state && $0.slowdown == slowdown }.map { Cell.percent($0.flagged) }
            ?? "–"
        }.joined(separator: "/")
      }
      // The least, where a limit of time left some slowdowns with one trial less.
      let trials = measured.map { state in
        "\(entries.filter { $0.state == state }.map(\.trials).min() ?? 0)"
      }
      table.append(
        [
          "\(method.title) (\(Cell.short(least))–\(Cell.short(most)))",
          measured.map(\.rawValue).joined(separator: "/"), trials.joined(separator: "/"),
        ] + cells)
    }
    return table.text
  }

  private func verdictTable(_ section: Section) -> String {
    let entries = section.entries.filter { Method.netWeight.contains($0.method) }
    guard !entries.isEmpty else { return "" }
    var table = MarkdownTable([
      "Claim", "State", "Slowdown", "n", "broken %", "held %", "inconclusive %", "interval holds truth",
      "median s", "p90 s", "preempted %",
    ])
    for entry in entries {
      let share = { (count: Int) in Cell.percent(Double(count) / Double(max(entry.trials, 1))) }
      table.append([
        entry.method == .netWeightP50 ? "p50 ≤ 2 %" : "p95 ≤ 5 %", entry.state.rawValue, entry.slowdown,
        "\(entry.trials)", share(entry.broken), share(entry.held), share(entry.inconclusive),
        coverage([entry]),
        Cell.short(entry.medianSeconds), Cell.short(entry.p90Seconds),
        entry.preemptedShare.map(Cell.percent) ?? "–",
      ])
    }
    let failures = entries.reduce(into: [String: Int]()) { $0.merge($1.failures, uniquingKeysWith: +) }
    let notes = failures.sorted { $0.key < $1.key }.map { "- \($0.value) verdicts failed: \($0.key)" }
    return table.text + (notes.isEmpty ? "" : "\n\n" + notes.joined(separator: "\n"))
  }
}
