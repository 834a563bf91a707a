import Reporting

/// What a harness adds to a call that does nothing.
struct OverheadReport: Codable {
  struct Row: Codable {
    let what: String
    /// The median of the repetitions.
    let nanoseconds: Double
    let least: Double
    let most: Double
    let repetitions: Int
  }

  let conditions: Conditions
  var rows: [Row] = []
  /// NetWeight's calls between whose end and the next one's beginning nothing was allocated, 0…1, and how many calls
  /// were looked at; nil where allocations cannot be counted.
  var sharesWithoutAllocation: Double?
  var gaps = 0

  mutating func add(_ what: String, _ values: [Double]) {
    let sorted = values.sorted()
    guard let least = sorted.first, let most = sorted.last else { return }
    Progress.say("\(what): \(Cell.short(sorted[sorted.count / 2])) ns")
    rows.append(
      Row(
        what: what, nanoseconds: sorted[sorted.count / 2], least: least, most: most, repetitions: sorted.count
      ))
  }

  var markdown: String {
    var table = MarkdownTable(["What", "ns, median", "least–most", "repetitions"])
    for row in rows {
      table.append([
        row.what, Cell.short(row.nanoseconds), "\(Cell.short(row.least))–\(Cell.short(row.most))",
        "\(row.repetitions)",
      ])
    }
    let allocations =
      sharesWithoutAllocation.map {
        "NetWeight allocated nothing between \(Cell.percent($0)) % of \(gaps) pairs of successive calls. In blocks of "
          + "three calls, as at a median, 66.7 % of the pairs are within a block."
      } ?? "Allocations cannot be counted on this system."
    return [conditions.text, table.text, allocations].joined(separator: "\n\n")
  }
}
