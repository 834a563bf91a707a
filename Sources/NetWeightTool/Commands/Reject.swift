import ArgumentParser
import NetWeightCore

/// `netweight reject`
struct Reject: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Throw proposals away.",
    discussion: """
      The baselines stay as they are. Works on damaged proposals too. Prints the files that it removed.

      \(ExitCode.legend)
      """)

  @OptionGroup var selection: SelectionArguments

  func run() throws {
    let proposals = try selection.proposals()
    if proposals.isEmpty { warn("Nothing is pending: no proposal was removed.") }
    for (suite, variant) in proposals {
      try suite.store.reject(variant)
      print("removed \(Workspace.shortPath(of: suite.store.proposedFile(variant)))")
    }
  }
}
