import Foundation
import NetWeightCore
import Testing

@Suite struct DamagedFileTests {
  /// Cuts a file off in the middle, as a full disk does.
  private func truncate(_ url: URL) throws {
    let data = try Data(contentsOf: url)
    try data.prefix(data.count / 2).write(to: url)
  }

  @Test(arguments: ["status", "review"])
  func truncatedBaselineIsNamedWithItsLine(verb: String) async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    try package.proposed(try await package.measured(artefact: "other weights"))
    try truncate(package.store().acceptedFile("int8"))
    let before = try package.contents()
    let run = try await ToolRun(verb, in: package)
    #expect(
      run.messages.contains(
        #/^Error: Baselines/digits/int8\.json:[0-9]+: is not valid JSON: it ends too early\. Next: restore it with /#
      ))
    #expect(run.code == 1)
    #expect(try package.contents() == before)
  }

  @Test func damagedProposalIsRefusedBeforeAnythingChanges() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured("int4"))
    try package.proposed(try await package.measured("int8"))
    try truncate(package.store().proposedFile("int8"))
    let before = try package.contents()
    let run = try await ToolRun("accept", in: package)
    #expect(run.output == "")
    #expect(run.messages.contains(#/^Error: Baselines/digits/int8\.json\.new:[0-9]+: is not valid JSON/#))
    #expect(run.code == 1)
    #expect(try package.contents() == before)
  }

  @Test func damagedProposalCanBeRejected() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured())
    try truncate(package.store().proposedFile("int8"))
    #expect(try await ToolRun("reject", in: package).code == 0)
    #expect(try package.contents().isEmpty)
  }

  @Test(arguments: ["status", "report"])
  func damagedRecordIsNamed(verb: String) async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.held)])
    try truncate(RunRecordFile(suite: "digits", in: package.workspace).url)
    let run = try await ToolRun(verb, in: package)
    #expect(run.messages.hasPrefix("Error: Reports/digits.run.json: cannot be read: "))
    #expect(run.code == 1)
  }

  /// Permissions do not stop an administrator, and containers run tests as one; a file in the folder's place
  /// stops everybody.
  @Test func fileInTheFoldersPlaceIsNamed() async throws {
    let package = try TemporaryPackage()
    try Data("not a folder".utf8).write(to: package.root.appending(path: "Baselines"))
    let run = try await ToolRun("accept", in: package)
    #expect(run.messages.hasPrefix("Error: Baselines cannot be read as a folder: "))
    #expect(run.code == 1)
  }
}
