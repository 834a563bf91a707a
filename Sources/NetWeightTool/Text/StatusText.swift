import NetWeightCore

/// What is known of one suite, and what to do next.
struct StatusText {
  let suite: Suite
  let run: RunRecord?
  let command: (String) -> String
  let machine = Machine.current.description

  func text() throws -> String {
    var table = Table(header: [
      "Variant", "Format", "Accepted", "Pending", "Gold", "Hard", "Costs of this machine",
    ])
    let pending = try suite.pending()
    for variant in try suite.store.variants() {
      let accepted = try suite.store.accepted(variant)
      let proposed = try suite.store.proposed(variant)
      guard let shown = accepted ?? proposed else { continue }
      table.rows.append([
        variant, "\(shown.provenance.format)", yes(accepted != nil), yes(proposed != nil),
        quality(shown, "gold"),
        quality(shown, "hard"), yes(accepted?.machines[machine] != nil),
      ])
    }
    let baselines = table.rows.isEmpty ? "No baseline.\n" : table.text
    return ([suite.name, baselines] + runLines + nextLines(pending)).joined(separator: "\n")
  }

  private func yes(_ condition: Bool) -> String { condition ? "yes" : "no" }

  private func quality(_ baseline: Baseline, _ set: String) -> String {
    baseline.quality[set]?.headline ?? "—"
  }

  private var failures: [Verdict] { run?.verdicts.filter { $0.ruling != .held } ?? [] }

  private var runLines: [String] {
    guard let run else { return ["Last run: none is recorded."] }
    let counts = run.counts.map { "\($0.count) \($0.ruling)" }
    return ["Last run (\(run.configuration)): \(list(counts))."]
      + failures.map { "  \($0.claim.variant) \($0.ruling): \($0.summary)" }
  }

  private func nextLines(_ pending: [String]) -> [String] {
    var steps: [String] = []
    if run == nil { steps.append("run the tests: \(testCommand)") }
    if !pending.isEmpty { steps.append("review \(list(pending)): \(command("review")) \(suite.name)") }
    // Several promises often break for one reason and name the same step.
    for step in failures.flatMap(\.next) where !steps.contains(step) { steps.append(step) }
    return steps.enumerated().map { ($0 == 0 ? "Next: " : "      ") + $1 } + [""]
  }
}

/// How the gates are run: a release build, which shares its libraries with `swift build -c release`.
let testCommand = "swift test -c release --disable-testable-imports"
