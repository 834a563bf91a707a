import Foundation
import NetWeightCore
import Testing

/// A package of its own for one test, removed after it.
final class TemporaryPackage: Sendable {
  let root: URL
  let workspace: Workspace
  /// Where its costs were measured: not on this computer.
  static let machine = Machine(
    processor: "Test processor", vectorInstructions: "AVX2", cores: 4, system: "Linux x86_64")

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "netweight-\(UUID().uuidString)")
    workspace = Workspace(root: root)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try Data("// swift-tools-version: 6.2\n".utf8).write(to: root.appending(path: "Package.swift"))
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func store(_ suite: String = "digits") -> BaselineStore { BaselineStore(suite: suite, in: workspace) }

  /// What a run measured of a variant whose file holds the given text.
  func measured(
    _ variant: String = "int8", artefact: String = "weights 1", right: Set<Int> = Set(0..<98),
    on set: SampleSet = .numbered(100)
  ) async throws -> Baseline {
    let file = root.appending(path: "\(variant)-\(UUID().uuidString).safetensors")
    try Data(artefact.utf8).write(to: file)
    let scripted = ScriptedVariant(
      name: variant, numericFormat: variant == "fp32" ? .fp32 : .int8, right: right, artefactFiles: [file])
    var baseline = Baseline(provenance: try .init(of: scripted))
    baseline.provenance.artefact[0].name = "\(variant).safetensors"
    baseline.quality[set.kind.rawValue] = .init(try await Evaluation(of: scripted, on: set))
    return baseline
  }

  func accepted(_ baseline: Baseline, suite: String = "digits") throws {
    try BaselineFile.write(baseline, to: store(suite).acceptedFile(baseline.provenance.variant))
  }

  /// Proposes as a run of the tests does.
  func proposed(_ baseline: Baseline, suite: String = "digits") throws {
    _ = try #require(try store(suite).propose(baseline))
  }

  /// Records a run of a suite with these verdicts.
  func recorded(_ verdicts: [Verdict], suite: String = "digits", variants: [Baseline] = []) throws {
    var record = RunRecord(suite: suite, machine: Self.machine, configuration: "release")
    record.verdicts = verdicts
    for variant in variants { record.add(variant) }
    try RunRecordFile(suite: suite, in: workspace).write(record)
  }

  /// The files of `Baselines` and `Reports` by path, with their bytes; locks are no content.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for folder in ["Baselines", "Reports"] {
      let url = root.appending(path: folder)
      for path in FileManager.default.enumerator(atPath: url.path(percentEncoded: false)) ?? .init() {
        guard let path = path as? String, !path.hasSuffix(".lock") else { continue }
        let file = url.appending(path: path)
        if !file.hasDirectoryPath,
          let data = FileManager.default.contents(atPath: file.path(percentEncoded: false))
        {
          contents["\(folder)/\(path)"] = data
        }
      }
    }
    return contents
  }
}

extension Baseline {
  /// This baseline with costs on the test's machine.
  func costing(peak: Int, ratio: Double, interval: Interval, kernels: [KernelCount]) -> Baseline {
    let phase = PeakMemory.Phase(
      peakRequestedBytes: peak, totalRequestedBytes: peak, allocations: 1, retainedBytes: 0,
      peakResidentBytes: nil)
    var costs = Costs()
    costs.peakMemory = PeakMemory(backend: "test", loading: phase, running: phase)
    let estimate = Estimate("int8 ÷ fp32", "p95", value: ratio, interval: interval, n: 64, unit: .ratio)
    costs.latency = Latency(
      LatencySummary([1000, 2000, 3000]), ratio: LatencyRatio(estimate, to: "fp32"))
    var costing = self
    costing.machines[TemporaryPackage.machine.description] = costs
    costing.placements["test 1, cpu, AVX2"] = kernels
    return costing
  }
}

extension Verdict {
  static func sample(_ ruling: Ruling) -> Verdict {
    Verdict(
      claim: Claim(
        kind: .size, sourceText: "#expectSmaller(int8, than: fp32, by: .times(3.5))", promise: "3.5× smaller",
        variant: "int8", reference: "fp32"),
      ruling: ruling, summary: "'int8' is 3.9× smaller", next: ruling == .held ? [] : ["quantize more layers"]
    )
  }
}
