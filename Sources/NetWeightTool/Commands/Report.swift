import ArgumentParser
import Foundation
import NetWeightCore

/// `netweight report`
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the last run as Markdown, and keep it as Reports/<suite>.md; or as a page of HTML.",
    discussion: """
      In CI: swift run netweight report >> "$GITHUB_STEP_SUMMARY". The exit code is that of the worst verdict.

      --format html keeps the run as Reports/<suite>.html, with pictures of the samples that fail anew, and prints \
      only where that is. The file needs nothing beside it. With --no-write the page itself is printed.

      \(ExitCode.legend)
      """)

  @OptionGroup var root: RootOption

  @Argument(help: "The suite. Default: all.")
  var suite: String?

  @Option(
    help: ArgumentHelp("Write markdown or html. Default: markdown, or what the name of --output ends in."))
  var format: ReportFormat?

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
      let format = format ?? output.flatMap(ReportFormat.init(ofFile:)) ?? .markdown
      let text = format.text(of: run)
      // A page is for a browser: a terminal gets it only when nothing else does.
      if printsOnly || format == .markdown { print(text, terminator: "") }
      guard !printsOnly else { continue }
      let file =
        output.map { URL(filePath: $0) }
        ?? workspace.reports.appending(path: "\(suite.name).\(format.ending)")
      try write(text, to: file)
      if format == .html { print(output ?? Workspace.shortPath(of: file)) }
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
