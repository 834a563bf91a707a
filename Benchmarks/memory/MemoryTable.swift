import Foundation
import NetWeight
import NetWeightCore
import Reporting
import Testing

/// Known truths against NetWeight's figures. A gate, and the source of the table in README.md.
@Suite(.serialized, .uncontended) struct MemoryTable {
  /// Over so many processes, each read apart.
  private static let readings = 10

  @Test func everyPatternIsReadExactly() async throws {
    let weights = try WeightsFile.make()
    let asked = try AskedMethod()
    var report = MemoryReport(conditions: .ofTest())
    for pattern in Pattern.allCases {
      // In a process that measures, all patterns but one are passed over here.
      guard let rows = try await Self.rows(of: pattern, weights: weights) else { continue }
      report.rows += rows
      Progress.say(rows.map(\.progress).joined(separator: "\n"))
    }
    try #require(report.rows.count == 2 * Pattern.allCases.count, "no pattern may be missing from the table")
    try Publication.ofTest().publish(report, markdown: report.markdown, place: asked.place)
    for row in report.rows {
      #expect(row.mappedError == 0, "\(row.words): mapped bytes are not those of the file")
      guard asked.isExact else { continue }
      #expect(
        row.error <= row.allowedError,
        "\(row.words): the figure is further than 1 % and 64 KiB from the truth")
      #expect(row.distinctValues == 1 || row.pattern.mayVary, "\(row.words): readings differ: \(row.figures)")
    }
  }

  /// - Returns: a row alone and one with a neighbour; nil in a process that measures something else.
  private static func rows(of pattern: Pattern, weights: URL) async throws -> [MemoryReport.Row]? {
    let variant = pattern.variant(weights: weights)
    var rows: [MemoryReport.Row] = []
    // The readings with the neighbour are asked for at the same place in the source as those without, and so the process
    // that measures is at work before it comes to a neighbour of its own.
    for place in [Neighbour.Place.nowhere, .inThisProcessAndAnother] {
      let readings: [PeakMemory]? = try await Neighbour.at(place) {
        var readings: [PeakMemory] = []
        for _ in 0..<Self.readings {
          guard let reading = try await readPeakMemory(of: variant, processes: 1) else { return nil }
          readings.append(reading)
        }
        return readings
      }
      guard let readings else { return nil }
      rows.append(.init(pattern, hasNeighbour: place != .nowhere, readings))
    }
    return rows
  }
}
