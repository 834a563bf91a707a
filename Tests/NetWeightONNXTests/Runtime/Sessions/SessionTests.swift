import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct SessionTests {
  @Test func `a session says what goes in and what comes out`() throws {
    let session = try RuntimeModels.session("pair")
    #expect(session.inputs.map(\.description) == ["'a' (float [batch, 2])", "'b' (float [batch, 2])"])
    #expect(
      session.outputs.map(\.description) == ["'sum' (float [batch, 2])", "'difference' (float [batch, 2])"])
    #expect(try RuntimeModels.session("sequence").outputs.first?.description == "'twice' (a sequence)")
    #expect(try RuntimeModels.session("scale").inputs.first?.description == "'x' (float [])")
  }

  @Test func `a model in memory is the same as in its file`() async throws {
    let variant = ONNXVariant(
      "int8", bytes: try RuntimeModels.bytes("dense"), options: ONNXOptions(threads: 1))
    #expect(try await answer(variant, [4], [1, 1, 1, 1]) == Tensor(vector: [6.5, 2, -2.5]))
    #expect(variant.artefactFiles == [])
  }

  @Test(arguments: [ONNXOptions.SessionSharing.shared, .perThread])
  func `any number of threads may ask at once`(sharing: ONNXOptions.SessionSharing) async throws {
    for model in ["dense", "tokens"] {
      let loaded = try await RuntimeModels.variant(
        model, options: ONNXOptions(threads: 2, sessions: sharing)
      ).load()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for task in 0..<16 {
          group.addTask {
            for round in 0..<200 {
              let sample = [1, Float(task), Float(round), 0]
              let expected = model == "dense" ? RuntimeModels.dense(sample) : sample
              let answer = try await loaded.predict(Tensor(vector: sample))
              #expect(answer == Tensor(vector: expected))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `sessions come and go while others run`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<10 {
            let loaded = try await RuntimeModels.variant("dense", options: ONNXOptions(threads: 2)).load()
            let answer = try await loaded.predict(Tensor(vector: [1, 1, 1, 1]))
            #expect(answer == Tensor(vector: [6.5, 2, -2.5]))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a profile is in a file of the prefix that was asked for`() throws {
    let folder = try ScratchFolder()
    let model = try RuntimeModels.variant("dense").open { $0.profilePrefix = "\(folder.path)/profile" }
    _ = try model.predict(Tensor(vector: [1, 1, 1, 1]))
    let file = try model.session.endProfiling()
    #expect(file.deletingLastPathComponent().path(percentEncoded: false).hasPrefix(folder.path))
    let events = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]])
    #expect(events.contains { ($0["name"] as? String)?.hasSuffix("_kernel_time") == true })
  }

  @Test func `a profile that was not asked for is not there`() throws {
    let session = try RuntimeModels.session("dense")
    #expect(throws: ONNXError.self) { try session.endProfiling() }
  }

  @Test func `who runs a node is known from 1.24 on, if it was asked for`() throws {
    let tableVersion = try ONNXRuntimeLibrary.shared.tableVersion
    let asked = try RuntimeModels.session("dense") {
      $0.config["session.record_ep_graph_assignment_info"] = "1"
    }
    guard tableVersion >= 24 else {
      #expect(try asked.assignedNodes() == nil)
      return
    }
    #expect(try asked.assignedNodes()?.map(\.provider) == ["CPUExecutionProvider"])
    #expect(throws: ONNXError.self) { try RuntimeModels.session("dense").assignedNodes() }
  }
}
