import Foundation
import NetWeightCore
import Testing

@Suite struct ReportTests {
  @Test func printsAndKeepsTheLastRun() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)], variants: [try await package.measured()])
    let record = try #require(try RunRecordFile(suite: "digits", in: package.workspace).read())
    let run = try await ToolRun("report", "digits", in: package)
    #expect(run.output == MarkdownReport(record).text)
    #expect(run.output.hasPrefix("# digits: 1 held, 0 broken, 0 inconclusive\n"))
    #expect(try package.contents()["Reports/digits.md"] == Data(run.output.utf8))
    #expect(run.messages == "")
    #expect(run.code == 0)
  }

  @Test(
    "The exit code is that of the worst verdict",
    arguments: [(Ruling.broken, 1), (.inconclusive(.tooClose), 3)])
  func exitCode(ruling: Ruling, code: Int) async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held), .sample(ruling)])
    let run = try await ToolRun("report", in: package)
    #expect(run.output != "")
    #expect(run.code == code)
  }

  @Test func skippedPromisesAreCountedAndNamed() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held), .sample(.skipped(.runtimeMissing))])
    let run = try await ToolRun("report", in: package)
    #expect(run.output.hasPrefix("# digits: 1 held, 0 broken, 0 inconclusive, 1 skipped\n"))
    #expect(run.output.contains("| skipped (runtime-missing) |"))
    #expect(run.code == 0)
  }

  @Test func runInWhichAllWasSkippedIsNoPass() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.skipped(.runtimeMissing))])
    #expect(try await ToolRun("report", in: package).code == 3)
  }

  @Test func writesElsewhereOrNowhere() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)])
    let before = try package.contents()
    let elsewhere = package.root.appending(path: "summaries/here.md")
    let run = try await ToolRun("report", "--output", elsewhere.path(percentEncoded: false), in: package)
    #expect(try Data(contentsOf: elsewhere) == Data(run.output.utf8))
    #expect(try await ToolRun("report", "--no-write", in: package).output == run.output)
    #expect(try package.contents() == before)
  }

  @Test func placeThatCannotBeWrittenIsNamed() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)])
    let inTheWay = package.root.appending(path: "Package.swift/report.md").path(percentEncoded: false)
    let run = try await ToolRun("report", "--output", inTheWay, in: package)
    #expect(run.messages.hasPrefix("Error: \(inTheWay) cannot be written: "))
    #expect(run.code == 1)
  }

  @Test func missingRunIsNoPass() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let run = try await ToolRun("report", in: package)
    #expect(run.output == "")
    #expect(
      run.messages == """
        No run of 'digits' is recorded in Reports/digits.run.json. \
        Next: swift test -c release --disable-testable-imports

        """)
    #expect(run.code == 3)
  }

  @Test func oneOutputTakesOneReport() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)], suite: "a")
    try package.recorded([.sample(.held)], suite: "b")
    let run = try await ToolRun("report", "--output", "out.md", in: package)
    #expect(run.messages.hasPrefix("Error: --output takes one report. Name one of the suites: a, b.\n"))
    #expect(run.code == 64)
  }

  @Test func pageIsKeptAndItsPlacePrinted() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.broken)], variants: [try await package.measured()])
    let record = try #require(try RunRecordFile(suite: "digits", in: package.workspace).read())
    let before = try package.contents().keys
    let run = try await ToolRun("report", "digits", "--format", "html", in: package)
    #expect(run.output == "Reports/digits.html\n")
    #expect(run.code == 1)
    let after = try package.contents()
    #expect(after["Reports/digits.html"] == Data(HTMLReport(record).text.utf8))
    #expect(after.count == before.count + 1)
    let printed = try await ToolRun("report", "--format", "html", "--no-write", in: package)
    #expect(printed.output == HTMLReport(record).text)
    #expect(printed.code == 1)
  }

  @Test(
    "The name of the output tells the format, unless it is said",
    arguments: [
      ("here.html", [String](), true), ("here.HTML", [], true), ("here.md", [], false), ("here", [], false),
      ("here.html", ["--format", "markdown"], false), ("here.md", ["--format", "html"], true),
    ])
  func formatByName(file: String, options: [String], isPage: Bool) async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)])
    let output = package.root.appending(path: file).path(percentEncoded: false)
    let run = try await ToolRun(
      arguments: ["report", "--root", package.root.path(percentEncoded: false), "--output", output] + options)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    #expect(text.hasPrefix(isPage ? "<!DOCTYPE html>" : "# digits: "))
    #expect(run.output == (isPage ? "\(output)\n" : text))
    #expect(run.code == 0)
  }
}
