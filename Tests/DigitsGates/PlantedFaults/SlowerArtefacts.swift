import Foundation
import ModelCompression
import NetWeight
import Subprocess
import Testing

@Suite("#expectNotSlower", .uncontended)
struct SlowerArtefacts {
  let sandbox: Sandbox
  let gold: SampleSet
  /// Stands for a model whose newest artefact is the large one.
  let grown: EmbeddedVariant
  let shrunk: EmbeddedVariant

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
    grown = EmbeddedVariant("digits", at: Digits.fp32.url, format: .fp32)
    shrunk = EmbeddedVariant("digits", at: Digits.pruned.url, format: .fp32)
  }

  @Test func `fires when the newer artefact is slower than the older one`() async throws {
    let verdict = try await sandbox.failing(saying: "promised at most 5 % slower, which is 0.9524×") {
      try await #expectNotSlower(grown, than: .files(Digits.pruned.url), p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.baseline?.name == "digits at pruned.safetensors")
  }

  @Test func `holds when the newer artefact is faster`() async throws {
    let verdict = try await sandbox.run {
      try await #expectNotSlower(shrunk, than: .files(Digits.fp32.url), p50: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .held)
  }

  @Test func `does not time the same bytes twice`() async throws {
    let verdict = try await sandbox.run {
      try await #expectNotSlower(grown, than: .files(Digits.fp32.url), p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .held)
    #expect(
      verdict.summary == "the files of 'digits' are those of fp32.safetensors, so there is nothing to time")
  }

  @Test func `does not take no files for the same files`() async throws {
    let verdict = try await sandbox.failing(saying: "'digits' has 1 files, its earlier artefact 0") {
      try await #expectNotSlower(grown, than: .files(), p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
  }

  @Test func `takes the older artefact out of git`() async throws {
    let file = sandbox.file("model.safetensors")
    try FileManager.default.copyItem(at: Digits.pruned.url, to: file)
    try await sandbox.commitAll()
    try FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(at: Digits.fp32.url, to: file)
    let variant = EmbeddedVariant("digits", at: file, format: .fp32)
    let verdict = try await sandbox.failing(saying: "digits at HEAD") {
      try await #expectNotSlower(variant, than: .revision("HEAD"), p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .broken)
    let unknown = try await sandbox.failing(saying: "git has no model.safetensors at 'origin/none'") {
      try await #expectNotSlower(variant, than: .revision("origin/none"), p95: .percent(5), on: gold)
    }
    #expect(unknown.ruling == .inconclusive(.noBaseline))
  }

  @Test(arguments: [BaseOfComparison.revision, .folder])
  func `NETWEIGHT_BASE names the older artefact, by revision or by folder`(
    base: BaseOfComparison
  ) async throws {
    let file = sandbox.file("model.safetensors")
    let older = try Sandbox()
    try FileManager.default.copyItem(at: Digits.pruned.url, to: file)
    try FileManager.default.copyItem(at: file, to: older.file("model.safetensors"))
    try await sandbox.commitAll()
    try FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(at: Digits.fp32.url, to: file)
    let variant = EmbeddedVariant("digits", at: file, format: .fp32)
    let name = base == .revision ? "HEAD" : older.workspace.root.path(percentEncoded: false)
    let verdict = try await sandbox.failing(
      saying: "'digits at \(base == .revision ? "HEAD" : "the base folder")' at p95",
      adjusting: { $0.host.base = name }
    ) {
      try await #expectNotSlower(variant, than: .baseline, p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .broken)
  }

  enum BaseOfComparison { case revision, folder }

  @Test(arguments: [(20.0, true), (0.5, false)])
  func `compares with the recorded ratio where no older artefact is at hand`(
    recorded: Double, holds: Bool
  ) async throws {
    var baseline = Baseline(provenance: try Baseline.Provenance(of: Digits.int8))
    try baseline.record(ratios: [recorded, recorded * 1.01, recorded * 0.99].map { $0 * 0.3 })
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    for known in [baseline, Baseline(provenance: try Baseline.Provenance(of: Digits.fp32))] {
      try store.propose(known)
      try store.accept(known.provenance.variant)
    }
    let claim = { try await #expectNotSlower(Digits.int8, than: .baseline, p50: .percent(5), on: gold) }
    let verdict: Verdict
    if holds {
      verdict = try await sandbox.run(reference: Digits.fp32, claim)
    } else {
      verdict = try await sandbox.failing(
        reference: Digits.fp32, saying: "over 3 processes, promised at most 5 % slower"
      ) {
        try await claim()
      }
    }
    #expect(verdict.ruling == (holds ? .held : .broken))
    #expect(verdict.baselineFile == "Baselines/planted/int8.json")
  }

  @Test func `does not trust a ratio to another reference`() async throws {
    var baseline = Baseline(provenance: try Baseline.Provenance(of: Digits.int8))
    try baseline.record(ratios: [0.3, 0.31, 0.29])
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    for known in [baseline, Baseline(provenance: try Baseline.Provenance(of: Digits.fp32))] {
      try store.propose(known)
      try store.accept(known.provenance.variant)
    }
    let retrained = Faulty(name: "fp32", base: Digits.pruned)
    let verdict = try await sandbox.failing(reference: retrained, saying: "reference-changed") {
      try await #expectNotSlower(Digits.int8, than: .baseline, p50: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.referenceChanged))
  }

  @Test func `is inconclusive without a recorded ratio, and says how to record one`() async throws {
    let verdict = try await sandbox.failing(reference: Digits.fp32, saying: "no-baseline") {
      try await #expectNotSlower(Digits.int8, than: .baseline, p95: .percent(5), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    #expect(verdict.next.first == "swift run netweight record planted --processes 5, review and accept")
  }
}

extension Sandbox {
  fileprivate func commitAll() async throws {
    try await git("init", "--quiet")
    try await git("add", ".")
    try await git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "small")
  }

  // Not with Foundation's `Process`: its `waitUntilExit` never returns on Linux where there is no network interface.
  private func git(_ arguments: String...) async throws {
    let folder = ["-C", workspace.root.path(percentEncoded: false)]
    let git = try await Subprocess.run(
      .name("git"), arguments: Arguments(folder + arguments), output: .discarded,
      error: .string(limit: 64 * 1024))
    try #require(git.terminationStatus.isSuccess, "\(git.standardError)")
  }
}

extension Baseline {
  /// As `netweight record` does.
  fileprivate mutating func record(ratios: [Double]) throws {
    let estimate = Estimate("int8 ÷ fp32", "p50", value: ratios[0], n: 64, unit: .ratio)
    var ratio = try #require(LatencyRatio(estimate, to: "fp32"))
    ratio.betweenRuns = BetweenRuns(ratios: ratios)
    machines[Machine.current.description, default: .init()].latency = Latency(
      LatencySummary([1000]), ratio: ratio)
  }
}
