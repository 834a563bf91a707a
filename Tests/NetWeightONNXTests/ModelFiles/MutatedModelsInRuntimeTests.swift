import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// ONNX Runtime is C++ that reads what anybody may have written. It runs on damaged models in a process of its own here,
/// so that a crash is told with the model that it happened on and nothing else ends with it.
@Suite struct MutatedModelsInRuntimeTests {
  @Test func `two thousand mutated models are each refused or run`() async throws {
    let log = RuntimeTrial.log(ofProcess: getpid())
    defer { RuntimeTrial.remove(log) }
    await #expect(processExitsWith: .success) {
      try await RuntimeTrial(log: RuntimeTrial.log(ofProcess: getppid())).run()
    }
    let last = try #require(try String(contentsOf: log, encoding: .utf8).split(separator: "\n").last)
    #expect(
      last.hasPrefix("all "), "ONNX Runtime ended its process on the mutated model with the seed \(last)")
    #expect(last.firstMatch(of: #/ (\d+) ran$/#).flatMap { Int($0.1) } ?? 0 > 100)
  }
}

/// The part that runs in the child. What it has to know it has from its parent's number: a body that captures nothing
/// compiles with every Swift that the package does.
private struct RuntimeTrial {
  let log: URL

  static let count: UInt64 = 2_000

  static func log(ofProcess process: pid_t) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "netweight-mutated-\(process).log")
  }

  static func remove(_ log: URL) {
    #expect(throws: Never.self) { try FileManager.default.removeItem(at: log) }
  }

  func run() async throws {
    // A damaged number of turns keeps a loop busy for years; the others have none.
    let names = InspectedModels.oracle.keys.sorted().filter { $0 != "branches" }
    let originals = try names.map { try Data(contentsOf: InspectedModels.url($0)) }
    let folder = try ModelFolder()
    try Data().write(to: log)
    let progress = try FileHandle(forWritingTo: log)
    var (refused, ran) = (0, 0)
    for seed in 0..<Self.count {
      try progress.write(contentsOf: Data("\(seed)\n".utf8))
      var random = SplitMix64(seed: seed)
      let original = originals[random.below(originals.count)]
      let file = try folder.write(ModelMutation.mutated(original, &random), to: "\(seed).onnx")
      do {
        let variant = try ONNXVariant.inventingInputs(
          "mutated", at: file, format: .fp32, options: ONNXOptions(threads: 1), lengths: [:])
        _ = try await variant.load().predict(Tensor(vector: [0]))
        ran += 1
      } catch {
        refused += 1
      }
    }
    try progress.write(contentsOf: Data("all \(refused) refused, \(ran) ran\n".utf8))
  }
}
