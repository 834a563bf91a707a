import Foundation
import NetWeightCore
import Testing

@Suite struct UsageTests {
  @Test(arguments: ["status", "review", "accept", "reject", "report"])
  func unknownSuiteListsTheOnesThereAre(verb: String) async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured(), suite: "digits")
    try package.recorded([.sample(.held)], suite: "emotions")
    let run = try await ToolRun(verb, "digit", in: package)
    #expect(run.output == "")
    #expect(run.messages.hasPrefix("Error: There is no suite 'digit'. The suites are: digits, emotions.\n"))
    #expect(run.code == 64)
  }

  @Test(
    "What is not understood exits with 64",
    arguments: [
      ["frobnicate"], ["status", "--fast"], ["report", "--output"], ["report", "--format", "pdf"],
      ["status", "--root", "/no/such"],
    ])
  func usageErrors(arguments: [String]) async throws {
    let run = try await ToolRun(arguments: arguments)
    #expect(run.output == "")
    #expect(run.messages.contains("Usage: netweight"))
    #expect(run.code == 64)
  }

  @Test(arguments: [[], ["status"], ["review"], ["accept"], ["reject"], ["report"]])
  func helpExplainsTheExitCodes(verb: [String]) async throws {
    let run = try await ToolRun(arguments: verb + ["--help"])
    #expect(run.output.contains("Exit codes: 0 all is well;"))
    #expect(run.code == 0)
  }

  @Test func packageIsFoundFromAFolderInItAndThenNotSaid() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured())
    let folder = package.root.appending(path: "Sources/Deep")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let run = try await ToolRun(arguments: ["review", "digits"], workingDirectory: folder)
    #expect(run.output.contains("\nAccept: swift run netweight accept digits int8\n"))
    #expect(run.code == 0)
  }

  @Test func rootMayStandBeforeTheVerbAndComesBeforeTheEnvironment() async throws {
    let (package, empty) = (try TemporaryPackage(), try TemporaryPackage())
    try package.recorded([.sample(.held)])
    let (full, none) = (package.root.path(percentEncoded: false), empty.root.path(percentEncoded: false))
    let byOption = try await ToolRun(
      arguments: ["--root", full, "status", "digits"], environment: ["NETWEIGHT_ROOT": none])
    #expect(byOption.code == 0)
    let byEnvironment = try await ToolRun(
      arguments: ["status", "digits"], environment: ["NETWEIGHT_ROOT": full])
    #expect(byEnvironment.code == 0)
  }
}
