import Foundation
import NetWeightCore
import Testing

@Suite struct MissingRuntimeVerdictTests {
  private let missing = RuntimeMissing(
    "Runtime 2 or newer",
    attempts: [.init("/opt/libruntime.so", "no such file"), .init("libruntime.so", "it is version 1")],
    next: "install it")

  @Test func `the message names every place and what was wrong there`() {
    #expect(
      missing.description == """
        Runtime 2 or newer was not found in 2 places
          /opt/libruntime.so: no such file
          libruntime.so: it is version 1
        Next: install it
        """)
  }

  @Test func `a verdict without a runtime has a line for each place`() {
    let claim = Claim(kind: .stability, sourceText: "#expectStable(int8)", promise: "stable", variant: "int8")
    #expect(
      Verdict.inconclusive(claim, missing).description == """
        #expectStable(int8)
          verdict   inconclusive (runtime-missing): 'int8' cannot run: Runtime 2 or newer was not found in 2 places
          promised  stable
          tried     /opt/libruntime.so: no such file
                    libruntime.so: it is version 1
          next      install it
        """)
  }

  @Test(arguments: [Ruling.skipped(.runtimeMissing), .inconclusive(.runtimeMissing)])
  func `a ruling comes back from its file`(ruling: Ruling) throws {
    #expect(try JSONDecoder().decode([Ruling].self, from: JSONEncoder().encode([ruling])) == [ruling])
  }

  /// A variant that names files in its main one.
  private struct Listing: ArtefactListing {
    struct Damaged: Error {}
    let name = "int8"
    let numericFormat = NumericFormat.int8
    let runtime = RuntimeIdentity(name: "test", version: "1")
    let artefactFiles: [URL]
    var listed: [URL]?
    func load() async throws -> any LoadedVariant { throw Damaged() }
    func listArtefactFiles() throws -> [URL] {
      guard let listed else { throw Damaged() }
      return listed
    }
  }

  @Test func `an artefact is what its main file says, and a damaged one is none`() throws {
    let folder = try TemporaryFolder()
    let files = [try folder.write("model", to: "model.bin"), try folder.write("weights", to: "weights.bin")]
    #expect(try Listing(artefactFiles: [files[0]], listed: files).describeArtefact().map(\.bytes) == [5, 7])
    #expect(throws: Listing.Damaged.self) { try Listing(artefactFiles: files).describeArtefact() }
  }
}
