import ArgumentParser
import Foundation
import NetWeightCore

/// `netweight report`
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the last run as Markdown, and keep it as Reports/<suite>.md.",
    discussion: """
      In CI: swift run netweight report >> "$GITHUB_STEP_SUMMARY". The exit code is that of the worst verdict.

      \(ExitCode.legend)
      """)

  @OptionGroup var root: RootOption

  @Argument(help: "The suite. Default: all.")
  var suite: String?

  @Option(help: ArgumentHelp("Write the report there instead.", valueName: "file"))
  var output: String?

  @Flag(name: .customLong("no-write"), help: "Print only, write no file.")
  var printsOnly = false

  func validate() throws {
    if output != nil, printsOnly { throw ValidationError("--output and --no-write exclude each other.") }
  }

  func run() throws {
    let workspace = root.workspace
    let suites = try Suite.named(suite.map { [$0] } ?? [], in: workspace)
    if output != nil, suites.count > 1 {
      throw ValidationError("--output takes one report. Name one of the suites: \(list(suites.map(\.name))).")
    }
    if suites.isEmpty { warn("There is no suite, so no run is recorded. Next: \(testCommand)") }
    var codes: [ExitCode] = []
    for suite in suites {
      let run = try suite.record.read()
      codes.append(ExitCode(run))
      guard let run else {
        warn("No run of '\(suite.name)' is recorded in Reports/\(suite.name).run.json. Next: \(testCommand)")
        continue
      }
      let text = MarkdownReport(run).text
      print(text, terminator: "")
      if !printsOnly {
        try write(
          text, to: output.map { URL(filePath: $0) } ?? workspace.reports.appending(path: "\(suite.name).md"))
      }
    }
    throw ExitCode.worst(of: codes)
  }

  private func write(_ text: String, to url: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .atomic)
    } catch {
      throw ToolError(
        "\(output ?? Workspace.shortPath(of: url)) cannot be written: \(error.localizedDescription)",
        next: "make its folder writable, or say --no-write or --output <file>")
    }
  }
}
