import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct OptionsTests {
  private func load(_ options: ONNXOptions) async throws -> any LoadedVariant {
    try await RuntimeModels.variant("dense", options: options).load()
  }

  @Test(arguments: ONNXOptions.GraphOptimization.allCases)
  func `a model answers the same however far it is rewritten`(level: ONNXOptions.GraphOptimization)
    async throws
  {
    let loaded = try await load(ONNXOptions(threads: 1, graphOptimization: level))
    #expect(try await loaded.predict(Tensor(vector: [1, 1, 1, 1])) == Tensor(vector: [6.5, 2, -2.5]))
  }

  @Test func `a model is rewritten as far as is said`() throws {
    let folder = try ScratchFolder()
    func hasGemm(_ level: ONNXOptions.GraphOptimization) throws -> Bool {
      let path = "\(folder.path)/\(level.rawValue).onnx"
      _ = try RuntimeModels.session("dense") {
        $0.options.graphOptimization = level
        $0.optimizedModelPath = path
      }
      return try Data(contentsOf: URL(filePath: path)).range(of: Data("Gemm".utf8)) != nil
    }
    #expect(try !hasGemm(.nothing))
    // Product and sum are one operator.
    #expect(try hasGemm(.basic))
  }

  @Test func `spinning stops unless it is asked for, and what users say wins`() {
    let key = "session.force_spinning_stop"
    #expect(SessionConfiguration(ONNXOptions()).entries == [key: "1"])
    #expect(SessionConfiguration(ONNXOptions(stopsSpinning: false)).entries == [:])
    #expect(SessionConfiguration(ONNXOptions(config: [key: "0", "a": "b"])).entries == [key: "0", "a": "b"])
    var configuration = SessionConfiguration(ONNXOptions(config: ["a": "b"], stopsSpinning: false))
    configuration.config["a"] = "c"
    #expect(configuration.entries == ["a": "c"])
  }

  @Test func `a model runs with each option that changes nothing of its answer`() async throws {
    var providers = [ExecutionProvider.cpu]
    if try ONNXRuntimeLibrary.shared.providers.contains("AzureExecutionProvider") {
      providers.insert(ExecutionProvider("AzureExecutionProvider"), at: 0)
    }
    for options in [
      ONNXOptions(), ONNXOptions(threads: 3), ONNXOptions(stopsSpinning: false),
      ONNXOptions(usesArena: false),
      ONNXOptions(providers: providers), ONNXOptions(providers: []), ONNXOptions(sessions: .perThread),
      ONNXOptions(config: ["session.disable_prepacking": "1"]),
    ] {
      let answer = try await load(options).predict(Tensor(vector: [1, 1, 1, 1]))
      #expect(answer == Tensor(vector: [6.5, 2, -2.5]), "\(options)")
    }
  }

  @Test(arguments: [0, -1])
  func `a number of threads that means nothing is refused`(threads: Int) async {
    await expectError(
      "Models/dense.onnx: options ask for \(threads) threads, expected 1 or more. Next: or nil for the runtime's own."
    ) { try await load(ONNXOptions(threads: threads)) }
  }

  @Test func `a provider that the library does not have is refused with those that it has`() async throws {
    let library = try ONNXRuntimeLibrary.shared
    let provider = ExecutionProvider("NowhereExecutionProvider")
    await expectError(
      """
      Models/dense.onnx: options ask for NowhereExecutionProvider, which ONNX Runtime \(library.version) at \
      \(library.path) was built without; it has \(library.providers.joined(separator: ", ")). Next: name one of these, \
      or install a library that has it.
      """
    ) { try await load(ONNXOptions(providers: [provider, .cpu])) }
  }

  @Test func `the processor leaves nothing to those after it`() async throws {
    let library = try ONNXRuntimeLibrary.shared
    try #require(library.providers.contains("AzureExecutionProvider"))
    await expectError(
      """
      Models/dense.onnx: options name AzureExecutionProvider after the processor, which leaves nothing to it. Next: \
      name .cpu last or not at all.
      """
    ) { try await load(ONNXOptions(providers: [.cpu, ExecutionProvider("AzureExecutionProvider")])) }
  }

  @Test func `configuration that ONNX Runtime refuses is named`() async {
    await #expect {
      try await load(ONNXOptions(config: ["": "1"]))
    } throws: { error in
      "\(error)".hasPrefix(
        "Models/dense.onnx: ONNX Runtime refuses the configuration '' = '1': Config key is empty")
    }
  }

  @Test func `a library knows providers by other names than its list`() {
    let names = ["CPUExecutionProvider", "CoreMLExecutionProvider", "XnnpackExecutionProvider", "Mine"]
    #expect(names.map { ExecutionProvider($0).shortName } == ["CPU", "CoreML", "XNNPACK", "Mine"])
  }
}
