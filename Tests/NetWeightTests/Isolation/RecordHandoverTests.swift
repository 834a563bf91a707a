import Foundation
import NetWeight
import NetWeightCore
import Testing

/// Verdicts of isolated tests are in the same record as all others of the run.
@Suite(.measuresMemory) struct RecordHandoverTests {
  @Test func recordHasTheVerdictsOfAllProcesses() async throws {
    let record = try await record()
    #expect(record.suite == "planted")
    let verdicts = record.verdicts.map { "\($0.claim.variant) \($0.ruling)" }.sorted()
    #expect(
      verdicts == [
        "elsewhere skipped (runtime-missing)", "fp16 held", "int4 held", "int4 held", "int8 broken",
        "pruned held",
        "small held",
      ])
  }

  @Test func recordHasTheVariantsOfAllProcessesOnce() async throws {
    let names = try await record().variants.map(\.provenance.variant).sorted()
    #expect(names == ["fp16", "fp32", "int4", "int8", "pruned", "small"])
  }

  @Test func brokenVerdictHasTheHeadlineItHasWithoutIsolation() async throws {
    let text = try #require(try await PlantedRun.shared.issues(of: "broken").first?.text)
    let headline = try #require(text.split(separator: "\n").first)
    #expect(headline.hasPrefix("Expectation failed: (verdict → broken: "))
    #expect(headline.hasSuffix(") == (.held → held)"))
    let details = try #require(try await record().verdicts.first { $0.ruling == .broken }).details
    #expect(text.hasSuffix(details))
  }

  private func record() async throws -> RunRecord {
    try JSONDecoder().decode(RunRecord.self, from: try await PlantedRun.shared.record)
  }
}
