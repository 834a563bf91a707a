import Foundation
import NetWeightCore
import Testing

@Suite struct BaselineStoreTests {
  private let folder: TemporaryFolder
  private let store: BaselineStore

  init() throws {
    folder = try TemporaryFolder()
    store = BaselineStore(suite: "digits", in: folder.workspace)
  }

  private func accept(_ baseline: Baseline) throws {
    try BaselineFile.write(baseline, to: store.acceptedFile(baseline.provenance.variant))
  }

  @Test func `a first run proposes, and only acceptance makes it the truth`() async throws {
    let run = try await Baseline.measured(wrong: [1])
    let file = try store.propose(run)
    #expect(file?.lastPathComponent == "int8.json.new")
    #expect(try store.accepted("int8") == nil)
    #expect(try store.proposed("int8") == run)
    try store.accept("int8")
    #expect(try store.accepted("int8") == run)
    #expect(try store.proposed("int8") == nil)
  }

  @Test func `a rejected proposal is gone and the truth is as it was`() async throws {
    let old = try await Baseline.measured()
    try accept(old)
    try store.propose(try await .measured(wrong: [1]))
    try store.reject("int8")
    #expect(try store.proposed("int8") == nil)
    #expect(try store.accepted("int8") == old)
  }

  @Test func `without a proposal there is nothing to accept or to reject`() throws {
    let message =
      "Baselines/digits/int8.json.new: there is no such proposal. "
      + "Next: run the tests of suite 'digits' outside CI, which proposes one where something changed."
    expect(message: message) { try store.accept("int8") }
    expect(message: message) { try store.reject("int8") }
  }

  @Test func `a run that agrees with the truth proposes nothing`() async throws {
    try accept(try await .measured(wrong: [1]))
    #expect(try store.propose(try await .measured(wrong: [1])) == nil)
    #expect(folder.text("Baselines/digits/int8.json.new") == nil)
  }

  @Test func `a proposal never touches the truth`() async throws {
    try accept(try await .measured())
    let before = folder.text("Baselines/digits/int8.json")
    try store.propose(try await .measured(wrong: [1]))
    try store.propose(try await .measured(artefact: "a2", wrong: [2]))
    #expect(folder.text("Baselines/digits/int8.json") == before)
  }

  @Test func `a run that agrees again takes its proposal away`() async throws {
    try accept(try await .measured())
    #expect(try store.propose(try await .measured(wrong: [1])) != nil)
    #expect(try store.propose(try await .measured()) == nil)
    #expect(try store.proposed("int8") == nil)
  }

  @Test func `going back to the old artefact takes the proposal of the new one away`() async throws {
    try accept(try await .measured())
    #expect(try store.propose(try await .measured(artefact: "a2")) != nil)
    #expect(try store.propose(try await .measured()) == nil)
    #expect(try store.proposed("int8") == nil)
  }

  @Test func `what another test of the same artefact proposed is kept`() async throws {
    try store.propose(try await .measured(sets: ["gold"]))
    try store.propose(try await .measured(wrong: [1], sets: ["hard"]))
    #expect(try store.proposed("int8")?.quality.keys.sorted() == ["gold", "hard"])
  }

  @Test func `figures of another artefact are dropped`() async throws {
    try accept(try await .measured(sets: ["gold", "hard"]))
    try store.propose(try await .measured(artefact: "a2", sets: ["hard"]))
    let newest = try await Baseline.measured(artefact: "a3", sets: ["gold"])
    try store.propose(newest)
    #expect(try store.proposed("int8") == newest)
  }

  @Test func `a proposal keeps what the accepted baseline knows of the same artefact`() async throws {
    try accept(try await .measured(sets: ["gold", "hard"]))
    try store.propose(try await .measured(wrong: [1], sets: ["hard"]))
    let proposed = try #require(try store.proposed("int8"))
    #expect(proposed.quality["gold"]?.accuracy?.value == 1)
    #expect(proposed.quality["hard"]?.accuracy?.value == 0.9)
  }

  @Test func `a damaged truth is not replaced by a proposal`() async throws {
    try folder.write("{", to: "Baselines/digits/int8.json")
    let run = try await Baseline.measured()
    #expect(throws: BaselineError.self) { try store.propose(run) }
    #expect(folder.text("Baselines/digits/int8.json") == "{")
    #expect(folder.text("Baselines/digits/int8.json.new") == nil)
  }

  @Test func `variants are those with a truth or a proposal`() async throws {
    #expect(try store.variants().isEmpty)
    try accept(try await .measured("fp32"))
    try store.propose(try await .measured("int8"))
    try store.propose(try await .measured("fp32", wrong: [1]))
    try folder.write("", to: "Baselines/digits/notes.md")
    #expect(try store.variants() == ["fp32", "int8"])
  }

  @Test func `a file in the place of the folder is named`() async throws {
    try folder.write("", to: "Baselines/digits")
    let run = try await Baseline.measured()
    let errors = [
      #expect(throws: BaselineError.self) { try store.propose(run) },
      #expect(throws: BaselineError.self) { try store.accept("int8") },
      #expect(throws: BaselineError.self) { try store.variants() },
    ]
    #expect(
      errors.map { $0?.file } == ["Baselines/digits/int8.json", "Baselines/digits", "Baselines/digits"])
    #expect(
      errors.map { $0?.next }
        == [
          "check its permissions", "make its parent writable and run again", "check its permissions",
        ])
  }

  @Test func `sixteen at the same time lose nothing`() async throws {
    try accept(try await .measured())
    let runs = try await withThrowingTaskGroup { group in
      for index in 0..<16 {
        group.addTask { try await Baseline.measured(wrong: [index % 10], sets: ["set \(index)"]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let store = store
    // Threads and not tasks: each holds the file's lock for itself, as processes do.
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        DispatchQueue.concurrentPerform(iterations: runs.count) { index in
          do {
            try store.propose(runs[index])
          } catch {
            Issue.record(error)
          }
        }
        continuation.resume()
      }
    }
    #expect(try store.proposed("int8")?.quality.count == 17)
  }
}
