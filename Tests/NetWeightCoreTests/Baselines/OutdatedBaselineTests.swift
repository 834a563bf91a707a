import NetWeightCore
import Testing

@Suite struct OutdatedBaselineTests {
  private func changed(_ change: (inout Baseline) -> Void) async throws -> Bool {
    let accepted = try await Baseline.example()
    var run = accepted
    change(&run)
    return accepted.isOutdated(by: run)
  }

  @Test func `another artefact, recipe or runtime makes it so`() async throws {
    #expect(try await changed { $0.provenance.artefact[0].sha256 = "a2" })
    #expect(try await changed { $0.provenance.recipe = "per tensor" })
    #expect(try await changed { $0.provenance.runtime = RuntimeIdentity(name: "test", version: "2") })
  }

  @Test func `another answer makes it so, even at the same accuracy`() async throws {
    let other = try await Baseline.measured(wrong: [6, 9])
    #expect(try await changed { $0.quality["gold"] = other.quality["gold"] })
    #expect(try await changed { $0.quality["hard"] = other.quality["gold"] })
  }

  @Test func `a set or a machine that this run left out does not`() async throws {
    #expect(try await !changed { $0.quality = [:] })
    #expect(try await !changed { $0.machines = [:] })
  }

  @Test func `time does not, since it never repeats`() async throws {
    #expect(try await !changed { $0.machines[Baseline.exampleMachine]?.latency?.p50 = 7 })
  }

  /// What is gated exactly can be accepted whenever it is otherwise.
  @Test func `another number of allocations makes it so, and a few bytes do not`() async throws {
    func changed(_ change: (inout PeakMemory) -> Void) async throws -> Bool {
      try await self.changed { baseline in
        guard var memory = baseline.machines[Baseline.exampleMachine]?.peakMemory else { return }
        change(&memory)
        baseline.machines[Baseline.exampleMachine]?.peakMemory = memory
      }
    }
    #expect(try await changed { $0.loading.allocations = 7 })
    #expect(try await changed { $0.running.allocations = 7 })
    let peak = try #require(
      try await Baseline.example().machines[Baseline.exampleMachine]?.peakMemory?.peakRequestedBytes)
    #expect(try await changed { $0.running.peakRequestedBytes = peak * 2 })
    #expect(try await changed { $0.running.totalRequestedBytes = 7 })
    #expect(try await !changed { $0.running.retainedBytes = 7 })
    // Of other inputs, or of none that were named before.
    #expect(
      try await changed {
        $0.loading.allocations = 7; $0.workload = "gold"
      })
    // What was not counted this time does not take the place of what was.
    #expect(try await !changed { $0.running.peakRequestedBytes = nil })
  }

  @Test func `merging keeps counts that a newer reading has not`() async throws {
    let machine = Baseline.exampleMachine
    let known = try await Baseline.example()
    var newer = known
    newer.machines[machine]?.peakMemory = PeakMemory(
      backend: "pages", loading: .init(peakResidentBytes: 1), running: .init(peakResidentBytes: 1))
    var merged = known
    merged.merge(newer)
    #expect(merged.machines[machine]?.peakMemory == known.machines[machine]?.peakMemory)
    newer.merge(known)
    #expect(newer.machines[machine]?.peakMemory == known.machines[machine]?.peakMemory)
  }

  @Test func `other kernels make it so where it knows which are usual`() async throws {
    let other = [KernelCount(2, "Dense", .fp32, "cpu")]
    #expect(try await changed { $0.placements[Baseline.exampleRuntime] = other })
    #expect(try await !changed { $0.placements = [:] })
    #expect(try await !changed { $0.placements["test 1, cpu, AVX-512 VNNI"] = other })
    var accepted = try await Baseline.example()
    let run = accepted
    accepted.placements = [:]
    #expect(accepted.isOutdated(by: run))
  }

  @Test func `merging keeps what the newer one did not measure`() async throws {
    var baseline = try await Baseline.example()
    var newer = try await Baseline.measured(wrong: [1], sets: ["hard"])
    newer.placements = ["test 1, cpu, NEON": [KernelCount(1, "Dense", .int8, "cpu")]]
    baseline.merge(newer)
    #expect(baseline.quality.keys.sorted() == ["gold", "hard"])
    #expect(baseline.placements.keys.sorted() == ["test 1, cpu, AVX2", "test 1, cpu, NEON"])
    #expect(baseline.machines[Baseline.exampleMachine]?.latency?.p50 == 124_000)
  }

  @Test func `a ratio that nothing bounds has no interval in a baseline`() {
    let estimate = Estimate("r", "p95", value: 0.5, interval: Interval(0, .infinity), n: 1, unit: .ratio)
    let ratio = Baseline.LatencyRatio(estimate, to: "fp32")
    #expect(ratio?.value == 0.5)
    #expect(ratio?.interval == nil)
    let nothing = Estimate("r", "p95", value: .nan, n: 0, unit: .ratio)
    #expect(Baseline.LatencyRatio(nothing, to: "fp32") == nil)
  }
}
