import Foundation
import NetWeight

@Suite("What could not be measured never passes:")
struct MissingEvidence {
  let sandbox: Sandbox
  let gold: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
  }

  @Test func `no baseline, and what to do about it`() async throws {
    let verdict = try await sandbox.failing(reference: Digits.fp32, saying: "no-baseline") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    #expect(
      verdict.next == [
        "a baseline was proposed: `swift run netweight review planted`, then `swift run netweight accept planted`, and run again"
      ])
    let proposed = sandbox.workspace.baselines("planted").appending(path: "fp32.json.new")
    #expect(FileManager.default.fileExists(atPath: proposed.path(percentEncoded: false)))
  }

  @Test func `no baseline in CI, where none is proposed`() async throws {
    let verdict = try await sandbox.failing(reference: Digits.fp32, isCI: true, saying: "no-baseline") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    #expect(
      !FileManager.default.fileExists(
        atPath: sandbox.workspace.baselines("planted").path(percentEncoded: false)))
  }

  @Test func `a truncated baseline, which is left as it is`() async throws {
    let file = sandbox.workspace.baselines("planted").appending(path: "fp32.json")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let half = Data("{\n  \"machines\" : {\n".utf8)
    try half.write(to: file)
    let verdict = try await sandbox.failing(reference: Digits.fp32, saying: "Baselines/planted/fp32.json:2") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.unreadableBaseline))
    #expect(try Data(contentsOf: file) == half)
  }

  @Test func `an accepted baseline of other files of the reference`() async throws {
    let accepted = BaselineStore(suite: "planted", in: sandbox.workspace)
    _ = try await sandbox.failing(reference: Digits.fp32, saying: "no-baseline") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    try accepted.accept("fp32")
    let retrained = Faulty(name: "fp32", base: Digits.pruned)
    let verdict = try await sandbox.failing(reference: retrained, saying: "reference-changed") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.referenceChanged))
  }

  @Test func `preprocessing that changed by accident`() async throws {
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    _ = try await sandbox.failing(reference: Digits.fp32, saying: "no-baseline") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    try store.accept("fp32")
    let unscaled = try SampleSet.gold(
      "digits", preprocessing: .scaled(by: 1 / 255, version: "digits-1"))
    let verdict = try await sandbox.failing(reference: Digits.fp32, saying: "preprocessing changed") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: unscaled)
    }
    #expect(verdict.ruling == .inconclusive(.preprocessingChanged))
    #expect(
      verdict.summary
        == "the same samples of digits/gold give other tensors than when Baselines/planted/fp32.json was "
        + "made: preprocessing changed (its version is 'digits-1' as before). 400 of 400 samples differ, first "
        + "digits-0015: its element 1 is 0.019607844, then 0.3125")
    // With the reference at hand both get the same new tensors, and it is said all the same.
    let live = try await sandbox.failing(saying: "preprocessing changed") {
      try await #expectWithinDrop(
        Digits.int8, of: .points(1), in: .accuracy, on: unscaled, from: Digits.fp32)
    }
    #expect(live.ruling == .inconclusive(.preprocessingChanged))
  }

  @Test func `an empty gold set`() async throws {
    let empty = SampleSet(
      name: "digits/gold", kind: .gold, sha256: "", preprocessing: "digits-1", classes: 10, samples: [])
    let verdict = try await sandbox.failing(saying: "empty-set") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: empty, from: Digits.fp32)
    }
    #expect(verdict.summary == "digits/gold has no sample, so it says nothing of 'int8'")
    let timed = try await sandbox.failing(saying: "empty-set") {
      try await #expectFaster(Digits.int8, than: Digits.fp32, p95: .times(1.5), on: empty)
    }
    #expect(timed.ruling == .inconclusive(.emptySet))
  }

  @Test func `nothing to compare with`() async throws {
    let verdict = try await sandbox.failing(saying: "no-reference") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: gold)
    }
    #expect(verdict.summary == "nothing says what 'int8' is compared with")
  }

  @Test func `a call that never returns`() async throws {
    let gate = DispatchSemaphore(value: 0)
    defer { gate.signal() }
    let stuck = Stuck(name: "stuck", after: 30, gate: gate)
    let verdict = try await sandbox.failing(
      saying: "hung",
      adjusting: {
        $0.budget = 0.1
        $0.patience = 1
      }
    ) {
      try await #expectFaster(stuck, than: Digits.fp32, p95: .times(1.5), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.hung))
    #expect(
      verdict.summary
        == "a call of 'stuck' had not returned after 1 s; it was left behind, and still runs beside what follows"
    )
  }

  @Test func `a model that never finishes loading`() async throws {
    let gate = DispatchSemaphore(value: 0)
    defer { gate.signal() }
    let verdict = try await sandbox.failing(
      saying: "hung",
      adjusting: {
        $0.budget = 0.1
        $0.patience = 1
      }
    ) {
      try await #expectFaster(
        StuckLoading(name: "stuck", gate: gate), than: Digits.fp32, p95: .times(1.5), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.hung))
    #expect(
      verdict.summary
        == "'stuck' had not loaded after 1 s; it was left behind, and may still load beside what follows")
  }

  @Test func `a test that is cancelled while a call hangs`() async throws {
    let gate = DispatchSemaphore(value: 0)
    defer { gate.signal() }
    let stuck = Stuck(name: "stuck", after: 30, gate: gate)
    let claim = Task { [sandbox, gold] in
      try await sandbox.run {
        try await #expectFaster(stuck, than: Digits.fp32, p95: .times(1.5), on: gold)
      }
    }
    try await Task.sleep(for: .milliseconds(300))
    claim.cancel()
    await #expect(throws: CancellationError.self) { try await claim.value }
  }

  @Test func `jemalloc that is not where somebody said`() async throws {
    let verdict = try await sandbox.failing(saying: "memory-unreadable", "libjemalloc-dev") {
      try await expectPeakMemory(
        Digits.int8, atMost: .megabytes(64),
        library: JemallocLibrary(candidates: ["/nowhere/libjemalloc.so.2"], isAskedFor: true))
    }
    #expect(verdict.ruling == .inconclusive(.memoryUnreadable))
  }

  @Test func `timing and memory of a debug build in CI`() async throws {
    let timed = try await sandbox.failing(isCI: true, isDebugBuild: true, saying: "debug-build") {
      try await #expectFaster(Digits.int8, than: Digits.fp32, p95: .times(1.5))
    }
    #expect(timed.ruling == .inconclusive(.debugBuild))
    let weighed = try await sandbox.failing(isCI: true, isDebugBuild: true, saying: "debug-build") {
      try await #expectPeakMemory(Digits.int8, atMost: .megabytes(64))
    }
    #expect(weighed.ruling == .inconclusive(.debugBuild))
  }

  @Test func `a debug build elsewhere only warns, so that swift test stays usable`() async throws {
    let timed = try await sandbox.run(isDebugBuild: true) {
      try await #expectFaster(Digits.int8, than: Digits.fp32, p95: .times(1.5))
    }
    #expect(timed.ruling == .inconclusive(.debugBuild))
    let measured = try await sandbox.run(isDebugBuild: true) {
      try await #expectSmaller(Digits.int8, than: Digits.fp32, by: .times(3.5))
    }
    #expect(measured.ruling == .held)
    // Figures of unoptimized code are not proposed.
    #expect(try BaselineStore(suite: "planted", in: sandbox.workspace).variants() == [])
  }

  @Test func `a model file that is not there`() async throws {
    let lost = Faulty(name: "lost", base: Digits.missing)
    let verdict = try await sandbox.failing(saying: "lost.safetensors") {
      try await #expectWithinDrop(lost, of: .points(1), in: .accuracy, on: gold, from: Digits.fp32)
    }
    #expect(verdict.ruling == .inconclusive(.variantFailed))
  }

  @Test func `an input of the wrong shape`() async throws {
    let narrow = SampleSet(
      name: "digits/gold", kind: .gold, sha256: "", preprocessing: "digits-1", classes: 10,
      samples: [Sample(id: "narrow", input: Tensor(vector: [0, 1]), label: 0)])
    let verdict = try await sandbox.failing(saying: "variant-failed") {
      try await #expectWithinDrop(Digits.int8, of: .points(1), in: .accuracy, on: narrow, from: Digits.fp32)
    }
    #expect(
      verdict.summary
        == "variant 'int8' failed on sample narrow of digits/gold: input of variant 'int8' has shape [2], expected [64]: "
        + "check the sample set and the model's input size")
  }
}

@Suite("Folders that cannot be written:")
struct UnwritableFolders {
  /// A file where a folder should be: unlike missing permissions it stops the superuser too.
  @Test func `a verdict that held is not lost without a word`() async throws {
    let sandbox = try Sandbox()
    try Data().write(to: sandbox.workspace.reports)
    try Data().write(to: sandbox.file("Baselines"))
    var verdict: Verdict?
    try await withKnownIssue("planted") {
      verdict = try await sandbox.run {
        try await #expectSmaller(Digits.int8, than: Digits.fp32, by: .times(3.5))
      }
    } matching: { issue in
      "\(issue)".contains("Reports/planted.run.json: cannot be written")
    }
    #expect(verdict?.ruling == .held)
    #expect(verdict?.notes.filter { $0.label == "not kept" }.count == 3)
  }
}
