import ArgumentParser
import NetWeightCore

/// `netweight accept`
struct Accept: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make proposals the baselines.",
    discussion: """
      Each proposal replaces the variant's baseline. A damaged one is refused, and then nothing is changed. Prints \
      the files that it wrote, which are then to be committed.

      \(ExitCode.legend)
      """)

  @OptionGroup var selection: SelectionArguments

  func run() throws {
    let proposals = try selection.proposals()
    if proposals.isEmpty { warn("Nothing is pending: no baseline was changed.") }
    // All are read before the first is moved, so that a damaged one leaves everything as it was.
    for (suite, variant) in proposals { _ = try suite.store.proposed(variant) }
    for (suite, variant) in proposals {
      try suite.store.accept(variant)
      print("wrote \(Workspace.shortPath(of: suite.store.acceptedFile(variant)))")
    }
  }
}
