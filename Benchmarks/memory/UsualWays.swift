import CMemoryPatterns
import Foundation
import NetWeightCore
import Reporting
import Testing

/// What the usual ways say of the same patterns: resident memory of the test's own process. Why a process of its own is
/// used, and no gate.
@Suite(.serialized) struct UsualWays {
  private static let readings = 10

  @Test func residentMemoryOfTheTestProcess() async throws {
    #if os(Linux)
      let weights = try WeightsFile.make()
      var report = UsualWaysReport(conditions: .ofTest())
      for pattern in Pattern.allCases {
        let variant = pattern.variant(weights: weights)
        try await variant.prepare()
        let alone = try await Self.readings(of: variant, beside: .nowhere)
        let beside = try await Self.readings(of: variant, beside: .inThisProcess)
        report.rows.append(.init(pattern: pattern, alone: alone, besideNeighbour: beside))
      }
      try Publication.ofTest().publish(report, markdown: report.markdown, place: "memory-usual-ways")
      #expect(report.rows.allSatisfy { $0.alone.count == Self.readings }, "resident memory was not read")
    #endif
  }

  private static func readings(
    of variant: PatternVariant, beside place: Neighbour.Place
  ) async throws -> [UsualWaysReport.Reading] {
    try await Neighbour.at(place) {
      var readings: [UsualWaysReport.Reading] = []
      for _ in 0..<Self.readings { readings.append(try await Self.reading(of: variant)) }
      return readings
    }
  }

  private static func reading(of variant: PatternVariant) async throws -> UsualWaysReport.Reading {
    let poll = ResidentPoll()
    // Kept pages of freed blocks would serve the next ones, which then never became resident.
    pattern_give_back_free_pages()
    try ResidentMemory.restartPeak()
    let base = try #require(ResidentMemory.now)
    poll.start()
    let loaded = try await variant.load()
    _ = try await loaded.predict(Tensor(vector: [1]))
    let peak = try #require(ResidentMemory.peak)
    let polled = await poll.stop()
    withExtendedLifetime(loaded) {}
    return .init(peak: peak - base, polled: polled - base)
  }
}

/// Peaks by two ways.
struct UsualWaysReport: Codable {
  /// Bytes over what was resident before loading.
  struct Reading: Codable {
    /// The peak that the system keeps.
    let peak: Int
    /// The highest that was seen by looking every 10 ms.
    let polled: Int
  }

  struct Row: Codable {
    let pattern: Pattern
    let alone: [Reading]
    let besideNeighbour: [Reading]
  }

  let conditions: Conditions
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Pattern", "truth, MB", "VmHWM alone", "VmHWM with a neighbour", "polled RSS alone",
      "polled RSS with a neighbour",
    ])
    for row in rows {
      table.append([
        row.pattern.title, Figure.megabytes(row.pattern.truth.requested),
        Figure.range(row.alone.map(\.peak), Figure.megabytes),
        Figure.range(row.besideNeighbour.map(\.peak), Figure.megabytes),
        Figure.range(row.alone.map(\.polled), Figure.megabytes),
        Figure.range(row.besideNeighbour.map(\.polled), Figure.megabytes),
      ])
    }
    return "\(conditions.text)\n\n\(table.text)"
  }
}
