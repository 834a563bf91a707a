import Foundation
import NetWeightCore
import Testing

@Suite struct StaleProposalTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "netweight-\(UUID().uuidString)")
  private var store: BaselineStore { BaselineStore(suite: "digits", in: Workspace(root: folder)) }

  private func baseline(_ recipe: String) throws -> Baseline {
    let json = """
      {"variant":"int8","format":"int8","recipe":"\(recipe)","runtime":{"name":"r","version":"1"},"artefact":[]}
      """
    return Baseline(provenance: try JSONDecoder().decode(Baseline.Provenance.self, from: Data(json.utf8)))
  }

  @Test func `a proposal that is older than the accepted baseline is not accepted`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try store.propose(try baseline("old"))
    // A merge brings in what a colleague accepted.
    try BaselineFile.write(try baseline("colleague's"), to: store.acceptedFile("int8"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 60)],
      ofItemAtPath: store.acceptedFile("int8").path(percentEncoded: false))
    let error = #expect(throws: BaselineError.self) { try store.accept("int8") }
    #expect(
      error?.description == """
        Baselines/digits/int8.json.new: is older than the baseline that it would replace, and would undo what that has \
        gained since. Next: run the tests of suite 'digits' again, which proposes anew, or reject it.
        """)
    #expect(try store.accepted("int8")?.provenance.recipe == "colleague's")
  }
}
