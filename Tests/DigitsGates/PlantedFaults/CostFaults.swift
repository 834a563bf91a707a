import Foundation
import ModelCompression
import NetWeight

@Suite("#expectFaster fires on", .uncontended)
struct LatencyFaults {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `a variant that sleeps`() async throws {
    let sleeping = Faulty(name: "sleeping-int8") { _, scores in
      usleep(200)
      return scores
    }
    let verdict = try await sandbox.failing(saying: "sleeping-int8", "promised at least 1.5×") {
      try await #expectFaster(sleeping, than: Digits.fp32, p95: .times(1.5), on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  /// Waiting gives up the core as an interruption does, and is a cost all the same.
  @Test func `a synchronous variant that waits`() async throws {
    let waiting = Waiting(name: "waiting-int8")
    let verdict = try await sandbox.failing(saying: "waiting-int8", "promised at least 1.5×") {
      try await #expectFaster(waiting, than: Digits.fp32, p50: .times(1.5), on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `a throughput that is no better`() async throws {
    let verdict = try await sandbox.failing(saying: "as fast as 'int8' at a batch of 8") {
      try await #expectFaster(
        Digits.fp32, than: Digits.int8, throughput: .times(1), batch: 8, on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `a budget that has no room for a 99th percentile`() async throws {
    let sleeping = Faulty(name: "sleeping-int8") { _, scores in
      usleep(20_000)
      return scores
    }
    let verdict = try await sandbox.failing(saying: "p99 needs 1000 calls of each variant or more") {
      try await #expectFaster(sleeping, than: Digits.fp32, p99: .times(1.5), on: Digits.gold())
    }
    #expect(verdict.ruling == .inconclusive(.unmeasurable))
  }

  @Test func `a variant that is its own reference, which it says`() async throws {
    let itself = try await sandbox.failing(saying: "only their options can make a difference") {
      try await #expectFaster(Digits.int8, than: Digits.int8, p50: .times(1.5), on: Digits.gold())
    }
    #expect(itself.ruling == .broken)
  }

  @Test func `portable kernels, and names them`() async throws {
    let portable = EmbeddedVariant(
      "portable-int8", at: Digits.int8.url, format: .int8, kernels: .portable)
    let verdict = try await sandbox.failing(
      saying: "portable-int8", "ran without vector instructions", "layer2"
    ) {
      try await #expectFaster(portable, than: Digits.fp32, p95: .times(1.5), on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `a model whose placement cannot be asked for, and says so`() async throws {
    let unasked = Unplaced(name: "unasked-int8")
    let verdict = try await sandbox.failing(
      saying: "'unasked-int8' was asked which kernels ran, and failed: no profile today"
    ) {
      try await #expectFaster(unasked, than: Digits.fp32, p95: .times(1000), on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.next == [
        "mend what the message names, and ask again with #expectNoFallback(unasked-int8)"
      ])
  }

  @Test func `a promise that good kernels cannot keep, and says that they are good`() async throws {
    let verdict = try await sandbox.failing(
      saying: "kernels ran as hoped: all 3 nodes with weights in INT8 on cpu; "
    ) {
      try await #expectFaster(Digits.int8, than: Digits.fp32, p95: .times(1000), on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }
}

@Suite("#expectNoFallback fires on")
struct PlacementFaults {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `a variant that is forced onto portable kernels`() async throws {
    let portable = EmbeddedVariant(
      "portable-int8", at: Digits.int8.url, format: .int8, kernels: .portable)
    let verdict = try await sandbox.failing(
      saying: "'portable-int8' did not run as meant for 100 % of its run time",
      "3 of 3 nodes with weights (DynamicQuantizeDense) ran without vector instructions: int8 dot, portable"
    ) {
      try await #expectNoFallback(portable)
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `FP32 weights that are called INT8`() async throws {
    let mislabelled = EmbeddedVariant("mislabelled-int8", at: Digits.fp32.url, format: .int8)
    let verdict = try await sandbox.failing(saying: "mislabelled-int8", "meant for INT8") {
      try await #expectNoFallback(mislabelled)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.notes.first?.text.hasPrefix("3 of 3 Dense ran in FP32, meant for INT8, 100 %") == true)
  }

  @Test func `a format that no kernel of the model has`() async throws {
    let mislabelled = EmbeddedVariant("mislabelled-int4", at: Digits.int8.url, format: .int4)
    let verdict = try await sandbox.failing(
      saying: "nothing compressed", "no node with weights ran in INT4",
      "3 of 3 DynamicQuantizeDense ran in INT8"
    ) {
      try await #expectNoFallback(mislabelled, from: Digits.fp32)
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `files that are no smaller`() async throws {
    let large = EmbeddedVariant("large-int8", at: Digits.fp32.url, format: .int8)
    let verdict = try await sandbox.failing(
      saying: "the files have 1.20 MB, those of 'fp32' 1.20 MB: what compressed it changed no weights"
    ) {
      try await #expectNoFallback(large, from: Digits.fp32, allowing: ["layer1", "layer2", "layer3"])
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `more of the run time than may be otherwise`() async throws {
    let portable = EmbeddedVariant(
      "portable-int8", at: Digits.int8.url, format: .int8, kernels: .portable)
    let strict = try await sandbox.failing(saying: "'portable-int8' did not run as meant for 100 %") {
      try await #expectNoFallback(portable, tolerating: .percent(99.9))
    }
    #expect(strict.ruling == .broken)
    let lenient = try await sandbox.run { try await #expectNoFallback(portable, tolerating: .percent(100)) }
    #expect(lenient.ruling == .held)
    #expect(lenient.notes.first?.label == "tolerated")
  }

  @Test func `but says so where it could not compare kernels`() async throws {
    let alone = try await sandbox.run { try await #expectNoFallback(Digits.int8) }
    #expect(
      alone.notes.last
        == .init(
          "not judged", "slow kernels were not looked for: name what it was compressed from, from:"))
    let mute = Faulty(name: "mute", base: Digits.fp32)
    let compared = try await sandbox.run { try await #expectNoFallback(Digits.int8, from: mute) }
    #expect(compared.ruling == .held)
    #expect(
      compared.notes.last
        == .init("not judged", "slow kernels were not looked for: 'mute' cannot say which kernels ran"))
  }

  @Test func `but not on nodes that may fall back`() async throws {
    let mislabelled = EmbeddedVariant("mislabelled-int8", at: Digits.fp32.url, format: .int8)
    let verdict = try await sandbox.run {
      try await #expectNoFallback(mislabelled, allowing: ["layer1", "layer2", "layer3"])
    }
    #expect(verdict.ruling == .held)
  }
}

@Suite("#expectSmaller fires on")
struct SizeFaults {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `weights that are shipped twice`() async throws {
    let twice = Faulty(name: "shipped-twice", alsoShipped: [Digits.fp32.url])
    let verdict = try await sandbox.failing(saying: "shipped-twice") {
      try await #expectSmaller(twice, than: Digits.fp32, by: .times(3.5))
    }
    #expect(
      verdict.description == """
        #expectSmaller(twice, than: Digits.fp32, by: .times(3.5))
          verdict     broken: the files of 'shipped-twice' have 1.51 MB, those of 'fp32' 1.20 MB: 1.26× larger, promised at least 3.5× smaller
          promised    files of 'shipped-twice' at least 3.5× smaller than of 'fp32'
          baseline    fp32: size 1.20 MB, n = 1
          variant     shipped-twice: size 1.51 MB, n = 2
          difference  size ratio 0.796×, n = 1
          file        int8.safetensors, 309 kB
          file        fp32.safetensors, 1.20 MB
          next        look for weights that stayed in their old format, or that are in the files twice
        """)
  }
}

@Suite("#expectWorthwhile", .uncontended)
struct TradeOffs {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `holds where the speed pays for the drop`() async throws {
    let verdict = try await sandbox.run {
      try await #expectWorthwhile(
        Digits.int8, over: Digits.fp32, paying: [.points(0.5): .times(1.2), .points(2): .times(3)],
        on: Digits.gold())
    }
    #expect(verdict.ruling == .held)
    #expect(verdict.notes.first?.label == "paid for")
  }

  @Test func `fires on a drop that bought nothing`() async throws {
    let slow = Faulty(name: "slow-int8") { _, scores in
      usleep(200)
      return scores
    }
    let verdict = try await sandbox.failing(saying: "'slow-int8' is", "promised at least 1.2×") {
      try await #expectWorthwhile(
        slow, over: Digits.fp32, paying: [.points(0.5): .times(1.2)], on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `fires on a drop that no speed can buy`() async throws {
    let saturated = try PlantedModels.saturatedWeights(in: sandbox)
    let verdict = try await sandbox.failing(
      saying: "accuracy of 'saturated-int8'", "promised at most 2 points"
    ) {
      try await #expectWorthwhile(
        saturated, over: Digits.fp32, paying: [.points(0.5): .times(1.2), .points(2): .times(3)],
        on: Digits.hard())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `refuses a list on which a larger drop asks for less`() async throws {
    let verdict = try await sandbox.failing(saying: "is no price list") {
      try await #expectWorthwhile(
        Digits.int8, over: Digits.fp32, paying: [.points(1): .times(3), .points(2): .times(2)],
        on: Digits.gold())
    }
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
  }
}
