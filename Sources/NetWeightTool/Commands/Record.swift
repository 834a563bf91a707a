import ArgumentParser
import Foundation
import NetWeightCore
import Subprocess

/// `netweight record`
struct Record: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Measure how latency ratios differ between processes, and memory on this machine, and propose it.",
    discussion: """
      Runs the tests several times, each time in a new process, and takes the ratio of each variant to its reference. \
      #expectNotSlower(…, than: .baseline) needs their spread wherever the older artefact itself is not at hand. \
      What the tests promise is not judged here.

      \(ExitCode.legend)
      """)

  @OptionGroup var root: RootOption

  @Argument(help: "The suite whose tests are run.")
  var suite: String

  @Option(help: "How many processes; at least \(BetweenRuns.leastProcesses).")
  var processes = 5

  @Option(help: "Which tests to run, as for swift test --filter. Default: all.")
  var filter: String?

  func validate() throws {
    guard processes >= BetweenRuns.leastProcesses else {
      throw ValidationError("--processes takes \(BetweenRuns.leastProcesses) or more: fewer show no spread.")
    }
  }

  func run() async throws {
    let suite = Suite(suite, in: root.workspace)
    var runs: [RunRecord] = []
    for process in 1...processes {
      warn("process \(process) of \(processes)")
      runs.append(try await runTests(of: suite))
    }
    var proposed: [String] = []
    for recorded in RecordedRatios(runs).baselines() {
      if try suite.store.propose(recorded, always: true) != nil {
        proposed.append(recorded.provenance.variant)
      }
    }
    guard !proposed.isEmpty else {
      throw ToolError(
        "the tests of '\(suite.name)' timed no variant against another, and read no memory, in \(processes) processes",
        next:
          "let one of them say #expectFaster, #expectNotSlower or #expectPeakMemory, in a suite with .baseline(\"\(suite.name)\")"
      )
    }
    print("proposed the costs of \(list(proposed)) over \(processes) processes")
    print("Review: \(root.command("review")) \(suite.name)")
  }

  /// One process of the tests. Whether they pass does not matter, but that they recorded a run does.
  private func runTests(of suite: Suite) async throws -> RunRecord {
    try removeRecord(of: suite)
    var arguments = [
      "test", "--package-path", root.workspace.root.path(percentEncoded: false), "-c", "release",
      "--disable-testable-imports", "--no-parallel",
    ]
    if let filter { arguments += ["--filter", filter] }
    let result = try await Subprocess.run(
      .name("swift"), arguments: Arguments(arguments), output: .string(limit: 64 << 20),
      error: .combinedWithOutput)
    guard let record = try suite.record.read() else {
      warn(result.standardOutput.split(separator: "\n").suffix(15).joined(separator: "\n"))
      throw ToolError(
        "the tests recorded no run of '\(suite.name)'; the last that they printed is above",
        next: "mend the build, or name tests of the suite with --filter")
    }
    return record
  }

  private func removeRecord(of suite: Suite) throws {
    do {
      try FileManager.default.removeItem(at: suite.record.url)
    } catch let error as CocoaError where error.code == .fileNoSuchFile {
      return
    }
  }
}
