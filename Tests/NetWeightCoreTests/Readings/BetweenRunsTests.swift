import Foundation
import NetWeightCore
import Testing

@Suite struct BetweenRunsTests {
  @Test func `the mean is geometric and the spread that of the logarithms`() throws {
    let runs = try #require(BetweenRuns(ratios: [0.25, 0.5, 1]))
    #expect(runs.processes == 3)
    #expect(runs.ratio == 0.5)
    #expect(abs(runs.logarithmicDeviation - log(2)) < 0.001)
  }

  @Test(arguments: [[0.5, 0.5], [0.5, 0.5, 0], [0.5, 0.5, .nan]])
  func `fewer than three processes, or a ratio that is none, have no spread`(ratios: [Double]) {
    #expect(BetweenRuns(ratios: ratios) == nil)
  }

  @Test func `processes that agree by chance are not believed to agree better than memory layout allows`()
    throws
  {
    let same = try #require(BetweenRuns(ratios: [0.5, 0.5, 0.5, 0.5, 0.5]))
    // Student's t of 4 degrees at 99 % is 3.747.
    #expect(abs(same.predictionFactor(confidence: 0.99) - exp(3.747 * 0.0035 * 1.2.squareRoot())) < 1e-5)
  }

  /// From the tables in Abramowitz and Stegun, 26.10.
  @Test(arguments: [
    (0.95, 1, 6.314), (0.99, 2, 6.965), (0.99, 4, 3.747), (0.975, 9, 2.262), (0.05, 1, -6.314),
  ])
  func `Student's quantiles are those of the tables`(probability: Double, degrees: Int, expected: Double) {
    #expect(abs(StudentDistribution.quantile(probability, degreesOfFreedom: degrees) - expected) < 0.0006)
  }

  private func latency(_ ratio: Double?, of quantity: String = "p95", to reference: String = "fp32")
    -> Baseline.Latency
  {
    let ratio = ratio.flatMap {
      Baseline.LatencyRatio(
        Estimate("int8 ÷ \(reference)", quantity, value: $0, n: 64, unit: .ratio), to: reference)
    }
    return Baseline.Latency(LatencySummary([1000]), ratio: ratio)
  }

  private func merged(_ newer: Baseline.Latency) throws -> Baseline.Latency? {
    let provenance = try Baseline.Provenance(of: ScriptedArtefact())
    var known = Baseline(provenance: provenance)
    var recorded = latency(0.3)
    recorded.ratios[0].betweenRuns = BetweenRuns(ratios: [0.3, 0.31, 0.29])
    known.machines["here", default: .init()].latency = recorded
    var run = Baseline(provenance: provenance)
    run.machines["here", default: .init()].latency = newer
    known.merge(run)
    return known.machines["here"]?.latency
  }

  @Test func `a later run keeps the spread of the same ratio`() throws {
    let kept = try merged(latency(0.32))?.ratio(of: "p95", to: "fp32")
    #expect(kept?.value == 0.32)
    #expect(kept?.betweenRuns?.processes == 3)
  }

  @Test(arguments: [("p50", "fp32"), ("p95", "pruned")])
  func `the ratio of another quantile or reference stands beside it, without its spread`(
    quantity: String, reference: String
  ) throws {
    let both = try merged(latency(0.32, of: quantity, to: reference))
    #expect(both?.ratios.count == 2)
    #expect(both?.ratio(of: quantity, to: reference)?.betweenRuns == nil)
    #expect(both?.ratio(of: "p95", to: "fp32")?.betweenRuns?.processes == 3)
  }

  @Test func `a run in which the variant was the reference takes no ratio away`() throws {
    #expect(try merged(latency(nil))?.ratio(of: "p95", to: "fp32")?.value == 0.3)
  }
}

private struct ScriptedArtefact: Variant {
  let name = "int8"
  let numericFormat = NumericFormat.int8
  let runtime = RuntimeIdentity(name: "Scripted", version: "1")
  let artefactFiles: [URL] = []

  func load() async throws -> any LoadedVariant { throw CancellationError() }
}
