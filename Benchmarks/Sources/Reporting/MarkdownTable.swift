/// A table as Markdown, padded so that it is also readable as it is.
public struct MarkdownTable {
  private let head: [String]
  private var rows: [[String]] = []

  /// Starts a table.
  public init(_ head: [String]) { self.head = head }

  /// Adds a row with as many cells as the head.
  public mutating func append(_ row: [String]) { rows.append(row) }

  /// The lines of the table.
  public var text: String {
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
    return ([line(head), rule] + rows.map(line)).joined(separator: "\n")
  }
}

/// Numbers as tables print them.
public enum Cell {
  /// A share in percent: whole where it is, else one digit.
  public static func percent(_ share: Double) -> String {
    let value = (share * 1000).rounded() / 10
    return value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  /// Three significant digits.
  public static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
    var scale = 1.0
    while abs(value) * scale < 100, scale < 1e6 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
  }
}
