/// The report of a run as one HTML file that needs nothing beside it: no script, no font, no network.
public struct HTMLReport: Sendable {
  private let record: RunRecord

  /// Prepares the report of a record.
  public init(_ record: RunRecord) { self.record = record }

  /// The whole file.
  public var text: String { html.markup }

  // The policy holds a browser to it: nothing is loaded and nothing runs, whatever a message holds.
  private var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(record.headline)</title>
    <style>
    \(Self.styleSheet)
    </style>
    </head>
    <body>
    <header>
    <h1>\(record.suite)</h1>
    <p class="counts">\(counts)</p>
    <p class="muted">\(record.machine.description), \(record.configuration) build</p>
    </header>
    <main>
    <h2>Variants</h2>
    \(variants)
    <p class="muted">\(record.conditions)</p>
    <h2>Promises</h2>
    \(promises)\(warnings)</main>
    </body>
    </html>

    """
  }

  private var counts: [HTML] {
    record.counts.map { ruling, count in
      "<span class=\"count \(ruling)\(count == 0 ? " zero" : "")\"><b>\(count)</b> \(ruling)</span> "
    }
  }

  private var variants: HTML {
    let rows = VariantTable(record).rows
    return rows.isEmpty
      ? "<p>No variant was measured in this run.</p>" : Self.table("variants", VariantTable.header, rows)
  }

  /// What needs looking at comes first, in the order in which it was found.
  private var promises: HTML {
    guard !record.verdicts.isEmpty else { return "<p>No promise was judged in this run.</p>\n" }
    let cards = ["broken", "inconclusive", "skipped", "held"].flatMap { name in
      record.verdicts.filter { $0.ruling.name == name }.map { PromiseCard($0).html }
    }
    return HTML(cards)
  }

  /// What disturbed the measurements, promise by promise; nothing when nothing did.
  private var warnings: HTML {
    let rows = record.disturbances.map { [$0.promise, $0.warning.text, $0.warning.advice] }
    guard !rows.isEmpty else { return .empty }
    return """
      <h2>Warnings</h2>
      \(Self.table("warnings", ["Promise", "What disturbed it", "Next"], rows))

      """
  }

  /// Each cell also names its column, which is all that is left of a table on a phone.
  private static func table(_ name: String, _ header: [String], _ rows: [[String]]) -> HTML {
    let names: [HTML] = header.map { "<th scope=\"col\">\($0)</th>" }
    let lines: [HTML] = rows.map { row in
      let cells: [HTML] = zip(header, row).map { "<td data-column=\"\($0)\">\($1)</td>" }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <table class="\(name)">
      <thead><tr>\(names)</tr></thead>
      <tbody>
      \(lines)</tbody>
      </table>
      """
  }
}
