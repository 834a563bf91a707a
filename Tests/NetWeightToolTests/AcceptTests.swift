import Foundation
import NetWeightCore
import Testing

@Suite struct AcceptTests {
  @Test func movesTheProposalIntoPlaceByteForByte() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    try package.proposed(try await package.measured(artefact: "other weights"))
    let proposal = try #require(try package.contents()["Baselines/digits/int8.json.new"])

    let run = try await ToolRun("accept", "digits", "int8", in: package)

    #expect(run.output == "wrote Baselines/digits/int8.json\n")
    #expect(run.messages == "")
    #expect(run.code == 0)
    #expect(try package.contents() == ["Baselines/digits/int8.json": proposal])
  }

  @Test func takesAllOfTheOnlySuiteThatHasProposals() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured(), suite: "settled")
    try package.proposed(try await package.measured("int4"))
    try package.proposed(try await package.measured("int8"))
    let run = try await ToolRun("accept", in: package)
    #expect(run.output == "wrote Baselines/digits/int4.json\nwrote Baselines/digits/int8.json\n")
    #expect(run.code == 0)
  }

  @Test func leavesVariantsThatAreNotNamed() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured("int4"))
    try package.proposed(try await package.measured("int8"))
    #expect(try await ToolRun("accept", "digits", "int4", in: package).code == 0)
    #expect(
      try package.contents().keys.sorted() == [
        "Baselines/digits/int4.json", "Baselines/digits/int8.json.new",
      ])
  }

  @Test(arguments: ["accept", "reject"])
  func severalSuitesNeedANameOrAll(verb: String) async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured(), suite: "a")
    try package.proposed(try await package.measured(), suite: "b")
    let before = try package.contents()

    let ambiguous = try await ToolRun(verb, in: package)
    #expect(
      ambiguous.messages.hasPrefix("Error: Several suites have proposals: a, b. Name one, or say --all.\n"))
    #expect(ambiguous.code == 64)
    #expect(try package.contents() == before)

    let both = try await ToolRun(verb, "a", "--all", in: package)
    #expect(both.messages.hasPrefix("Error: --all means every suite. Leave it out to deal with 'a' only.\n"))
    #expect(both.code == 64)

    let all = try await ToolRun(verb, "--all", in: package)
    #expect(all.output.split(separator: "\n").count == 2)
    #expect(all.code == 0)
  }

  @Test(arguments: [("accept", "no baseline was changed"), ("reject", "no proposal was removed")])
  func nothingPendingIsFineUnlessItWasNamed(verb: String, words: String) async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let before = try package.contents()

    let unnamed = try await ToolRun(verb, in: package)
    #expect(unnamed.output == "")
    #expect(unnamed.messages == "Nothing is pending: \(words).\n")
    #expect(unnamed.code == 0)

    let named = try await ToolRun(verb, "digits", "int8", in: package)
    #expect(
      named.messages == """
        Error: digits/int8 has no proposal; nothing is pending in this suite. Next: run the tests outside CI, which \
        proposes a baseline where something changed.

        """)
    #expect(named.code == 1)
    #expect(try package.contents() == before)
  }

  @Test func rejectRemovesTheProposalOnly() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let before = try package.contents()
    try package.proposed(try await package.measured(artefact: "other weights"))
    let run = try await ToolRun("reject", "digits", in: package)
    #expect(run.output == "removed Baselines/digits/int8.json.new\n")
    #expect(run.code == 0)
    #expect(try package.contents() == before)
  }
}
