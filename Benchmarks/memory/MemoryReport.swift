import Foundation
import NetWeightCore
import Reporting

/// What was read of each pattern, alone and beside a neighbour.
struct MemoryReport: Codable {
  struct Row: Codable {
    let pattern: Pattern
    let hasNeighbour: Bool
    let truth: Pattern.Truth
    /// Peak of requested bytes, a figure for each process.
    let requested: [Int]
    /// Mapped files of the artefact, in bytes; none where the method does not see them.
    let mapped: [Int]
    /// Peak of resident bytes; none where the system does not say.
    let resident: [Int]
    /// As the readings name it.
    let method: String

    init(_ pattern: Pattern, hasNeighbour: Bool, _ readings: [PeakMemory]) {
      self.pattern = pattern
      self.hasNeighbour = hasNeighbour
      truth = pattern.truth
      requested = readings.map(\.peakRequestedBytes)
      mapped = []
      resident = readings.compactMap(\.peakResidentBytes)
      method = Set(readings.map(\.backend)).sorted().joined(separator: "; ")
    }

    /// The largest difference from the truth, in bytes.
    var error: Int { requested.map { abs($0 - truth.requested) }.max() ?? .max }
    /// 1 % or 64 KiB, whichever is more.
    var allowedError: Int { max(truth.requested / 100, 64 * 1024) }
    var distinctValues: Int { Set(requested).count }

    var words: String { "\(pattern.title), \(hasNeighbour ? "with a neighbour" : "alone")" }
    var progress: String { "\(words): truth \(truth.requested), error \(error), distinct \(distinctValues)" }
  }

  let conditions: Conditions
  let method: MemoryMethod
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Pattern", "Neighbour", "truth, bytes", "lowest and highest of ten, bytes", "distinct", "error, bytes",
      "%",
      "mapped, truth and read, MB", "resident, MB",
    ])
    for row in rows {
      table.append([
        row.pattern.title, row.hasNeighbour ? "100 MB" : "–", Figure.bytes(row.truth.requested),
        Figure.range(row.requested, Figure.bytes), "\(row.distinctValues)", Figure.bytes(row.error),
        row.truth.requested == 0
          ? "–" : "\((Double(row.error) / Double(row.truth.requested) * 1e5).rounded() / 1e3)",
        row.truth.mapped == 0
          ? "–" : "\(Figure.megabytes(row.truth.mapped)) / \(Figure.range(row.mapped, Figure.megabytes))",
        Figure.range(row.resident, Figure.megabytes),
      ])
    }
    let methods = Set(rows.map(\.method)).sorted().joined(separator: "; ")
    return "\(methods); \(conditions.text)\n\n\(table.text)"
  }
}
