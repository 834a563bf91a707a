import Foundation
import NetWeightCore
import Reporting

/// What was read of each pattern, alone and beside a neighbour.
struct MemoryReport: Codable {
  struct Row: Codable {
    let pattern: Pattern
    let hasNeighbour: Bool
    let truth: Pattern.Truth
    /// A figure for each process. Peak of requested bytes; none where blocks are not counted.
    let requested: [Int]
    /// Peak of what the allocator's statistics were seen with; none where blocks are counted.
    let sampled: [Int]
    /// Peak of resident bytes; none where the system does not say.
    let resident: [Int]
    /// Mapped bytes of the artefact while the variant was loaded; none where the system does not say.
    let mapped: [Int]
    /// As the readings name it.
    let method: String
    /// How many readings there were.
    let count: Int

    init(_ pattern: Pattern, hasNeighbour: Bool, _ readings: [PeakMemory]) {
      self.pattern = pattern
      self.hasNeighbour = hasNeighbour
      truth = pattern.truth
      requested = readings.compactMap(\.peakRequestedBytes)
      sampled = readings.compactMap { [$0.loading, $0.running].compactMap(\.sampledPeakBytes).max() }
      resident = readings.compactMap(\.peakResidentBytes)
      mapped = readings.compactMap(\.running.mappedWeightBytes)
      count = readings.count
      method = Set(readings.map(\.backend)).sorted().joined(separator: "; ")
    }

    /// What the method reads: blocks that were counted, else statistics, else pages.
    var figures: [Int] { requested.isEmpty ? sampled.isEmpty ? resident : sampled : requested }
    /// The largest difference from the truth, in bytes.
    var error: Int { error(of: figures, from: truth.requested) }
    /// The same of what is mapped.
    var mappedError: Int { error(of: mapped, from: truth.mapped) }
    /// 1 % or 64 KiB, whichever is more.
    var allowedError: Int { max(truth.requested / 100, 64 * 1024) }
    var distinctValues: Int { Set(figures).count }

    var words: String { "\(pattern.title), \(hasNeighbour ? "with a neighbour" : "alone")" }
    var progress: String { "\(words): truth \(truth.requested), error \(error), distinct \(distinctValues)" }

    /// As large as can be where a reading has no figure: that is no small error.
    private func error(of values: [Int], from truth: Int) -> Int {
      guard values.count == count, let largest = values.map({ abs($0 - truth) }).max() else { return .max }
      return largest
    }
  }

  let conditions: Conditions
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Pattern", "Neighbour", "truth, bytes", "read, lowest … highest of ten, bytes", "distinct",
      "error, bytes",
      "error, %", "mapped: truth / read, MB", "resident, MB",
    ])
    for row in rows {
      table.append([
        row.pattern.title, row.hasNeighbour ? "100 MB" : "–", Figure.bytes(row.truth.requested),
        Figure.range(row.figures, Figure.bytes), "\(row.distinctValues)", Figure.bytes(row.error),
        row.truth.requested == 0 ? "–" : Figure.percent(row.error, of: row.truth.requested),
        "\(Figure.megabytes(row.truth.mapped)) / \(Figure.range(row.mapped, Figure.megabytes))",
        Figure.range(row.resident, Figure.megabytes),
      ])
    }
    let methods = Set(rows.map(\.method)).sorted().joined(separator: "; ")
    return "\(methods); \(conditions.text)\n\n\(table.text)"
  }
}
