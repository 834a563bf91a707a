import ArgumentParser

/// `netweight`: shows the state of each suite, and moves proposals of baselines into place once a person has
/// looked at them.
@main
struct NetWeightTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "netweight",
    abstract: "Show, review and accept the baselines of compressed models.",
    discussion: """
      A test never changes a baseline: it leaves a proposal beside it.

        swift test -c release         leaves <variant>.json.new in Baselines/<suite>
        swift run netweight review    shows old and new side by side
        swift run netweight accept    makes the proposals the baselines

      Results go to standard output, messages to standard error.

      \(ExitCode.legend)
      """,
    subcommands: [
      Status.self, Review.self, Accept.self, Reject.self, Report.self, Record.self, GoldSet.self, Doctor.self,
      Inspect.self,
      AllocationProbe.self,
    ])

  // Here too, so that it may stand before the verb, where the plugin puts it.
  @OptionGroup var root: RootOption
}
