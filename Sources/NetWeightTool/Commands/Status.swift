import ArgumentParser
import NetWeightCore

/// `netweight status`
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the baselines of each suite and what its last run found.",
    discussion: """
      Pending proposals are listed and do not change the exit code, which is that of the worst verdict of the last \
      runs. A suite without a recorded run counts as inconclusive.

      \(ExitCode.legend)
      """)

  @OptionGroup var root: RootOption

  @Argument(help: "The suites. Default: all.")
  var suites: [String] = []

  func run() throws {
    let suites = try Suite.named(suites, in: root.workspace)
    if suites.isEmpty {
      warn("There is no suite: neither Baselines nor Reports holds one. Next: \(testCommand)")
    }
    var codes: [ExitCode] = []
    for suite in suites {
      let run = try suite.record.read()
      print(try StatusText(suite: suite, run: run, command: root.command).text())
      codes.append(ExitCode(run))
    }
    throw ExitCode.worst(of: codes)
  }
}
