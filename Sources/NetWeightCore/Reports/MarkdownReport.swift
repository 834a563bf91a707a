/// The table of truth of a run, as Markdown.
public struct MarkdownReport: Sendable {
  private let record: RunRecord

  /// Prepares the report of a record.
  public init(_ record: RunRecord) { self.record = record }

  /// The whole report.
  public var text: String {
    """
    # \(record.headline)

    \(Self.table([VariantTable.header] + VariantTable(record).rows))

    \(record.conditions)

    ## Promises

    \(verdictTable)
    \(warningSection)
    """
  }

  /// What disturbed the measurements, promise by promise; nothing when nothing did.
  private var warningSection: String {
    let rows = record.disturbances.map { ["`\($0.promise)`", $0.warning.text, $0.warning.advice] }
    guard !rows.isEmpty else { return "" }
    return "\n## Warnings\n\n\(Self.table([["Promise", "What disturbed it", "Next"]] + rows))\n"
  }

  private var verdictTable: String {
    Self.table(
      [["Promise", "Verdict", "What was found"]]
        + record.verdicts.map { ["`\($0.claim.sourceText)`", "\($0.ruling)", $0.summary] })
  }

  /// A cell ends at a bar and a row at a line break, so neither may be in one.
  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: " ")
  }

  private static func table(_ rows: [[String]]) -> String {
    var lines = rows.map { row in
      "| " + row.map(escaped).joined(separator: " | ") + " |"
    }
    lines.insert("|" + String(repeating: " --- |", count: rows[0].count), at: 1)
    return lines.joined(separator: "\n")
  }
}
