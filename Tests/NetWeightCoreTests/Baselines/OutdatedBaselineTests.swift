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

  @Test func `time and memory do not, since they never repeat`() async throws {
    #expect(
      try await !changed {
        $0.machines[Baseline.exampleMachine]?.latency?.p50 = 7
        $0.machines[Baseline.exampleMachine]?.peakMemory?.loading.allocations = 7
      })
  }

  @Test func `other kernels make it so on a machine that it knows`() async throws {
    #expect(try await changed { $0.machines[Baseline.exampleMachine]?.placement = ["2 × Dense FP32 cpu"] })
    #expect(try await !changed { $0.machines[Baseline.exampleMachine]?.placement = nil })
    #expect(
      try await !changed { baseline in
        var costs = Baseline.Costs()
        costs.placement = ["2 × Dense FP32 cpu"]
        baseline.machines["another machine"] = costs
      })
  }

  @Test func `merging keeps what the newer one did not measure`() async throws {
    var baseline = try await Baseline.example()
    var newer = try await Baseline.measured(wrong: [1], sets: ["hard"])
    var costs = Baseline.Costs()
    costs.placement = ["1 × Dense INT8 cpu"]
    newer.machines[Baseline.exampleMachine] = costs
    baseline.merge(newer)
    #expect(baseline.quality.keys.sorted() == ["gold", "hard"])
    #expect(baseline.machines[Baseline.exampleMachine]?.placement == ["1 × Dense INT8 cpu"])
    #expect(baseline.machines[Baseline.exampleMachine]?.latency?.p50 == 124_000)
  }

  @Test func `nodes are condensed without their names`() {
    func node(_ name: String, _ precision: NumericFormat) -> PlacedNode {
      PlacedNode(
        name: name, operatorType: "Dense", kernel: "k", precision: precision, provider: "cpu",
        isVectorized: true, hasWeights: true, shareOfTime: 0)
    }
    let placement = Placement(nodes: [node("a", .int8), node("b", .fp32), node("c", .int8)])
    #expect(placement.condensed == ["1 × Dense FP32 cpu", "2 × Dense INT8 cpu"])
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
