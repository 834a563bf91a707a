import ArgumentParser
import NetWeightCore

/// `netweight review`
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what each proposal would change.",
    discussion: """
      Old and new side by side: the artefact, accuracy of each set with the drop and its 95 % interval (Tango's score \
      interval on the same samples), the slices that changed most, and costs by machine. Changes nothing and exits \
      with 0, also when nothing is pending.

      \(ExitCode.legend)
      """)

  @OptionGroup var root: RootOption

  @Argument(help: "The suite. Default: all.")
  var suite: String?

  @Argument(help: "The variants. Default: all that have a proposal.")
  var variants: [String] = []

  func run() throws {
    let suites = try Suite.named(suite.map { [$0] } ?? [], in: root.workspace)
    try checkVariants(in: suites)
    var reviewed = 0
    for suite in suites {
      let pending = try suite.pending().filter { variants.isEmpty || variants.contains($0) }
      for variant in pending {
        guard let new = try suite.store.proposed(variant) else { continue }
        print(
          ReviewText(name: "\(suite.name)/\(variant)", old: try suite.store.accepted(variant), new: new).text)
        reviewed += 1
      }
      if !pending.isEmpty { print(commands(suite, pending)) }
    }
    if reviewed == 0 {
      let scope = list(variants.isEmpty ? suites.map(\.name) : variants)
      print("Nothing is pending\(scope.isEmpty ? "" : " for \(scope)").")
    }
  }

  private func checkVariants(in suites: [Suite]) throws {
    let known = try suites.flatMap { try $0.store.variants() }
    guard let unknown = variants.first(where: { !known.contains($0) }) else { return }
    throw ValidationError("There is no variant '\(unknown)'. The variants are: \(list(known)).")
  }

  private func commands(_ suite: Suite, _ pending: [String]) -> String {
    let names = "\(suite.name) \(pending.joined(separator: " "))"
    return """
      Accept: \(root.command("accept")) \(names)
      Reject: \(root.command("reject")) \(names)

      """
  }
}
