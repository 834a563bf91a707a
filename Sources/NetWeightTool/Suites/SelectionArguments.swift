import ArgumentParser
import NetWeightCore

/// Which proposals `accept` and `reject` are to deal with.
struct SelectionArguments: ParsableArguments {
  @OptionGroup var root: RootOption

  @Argument(help: "The suite. May be left out while only one has proposals.")
  var suite: String?

  @Argument(help: "The variants. Default: all of the suite that have a proposal.")
  var variants: [String] = []

  @Flag(help: "All proposals of all suites.")
  var all = false

  func validate() throws {
    if all, let suite {
      throw ValidationError("--all means every suite. Leave it out to deal with '\(suite)' only.")
    }
  }

  /// The proposals that are meant, by suite and variant.
  func proposals() throws -> [(suite: Suite, variant: String)] {
    let suites = try Suite.named(suite.map { [$0] } ?? [], in: root.workspace)
    let proposals = try suites.flatMap { suite in
      try suite.pending(among: variants).map { (suite: suite, variant: $0) }
    }
    let names = Set(proposals.map(\.suite.name)).sorted()
    if suite == nil, !all, names.count > 1 {
      throw ValidationError("Several suites have proposals: \(list(names)). Name one, or say --all.")
    }
    return proposals
  }
}
