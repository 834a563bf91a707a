import TextTable

/// Rows of text under a header, in columns as wide as they need.
struct Table {
  let header: [String]
  var rows: [[String]] = []

  /// The table with a newline at its end; empty without rows.
  var text: String {
    let header = header
    let table = TextTable<[String]> { row in zip(header, row).map { Column(title: $0, value: $1) } }
    // The library pads the last column too, and trailing spaces are a nuisance in files and tests.
    return (table.string(for: rows) ?? "").split(separator: "\n")
      .map { "\($0)".replacing(#/ +$/#, with: "") + "\n" }.joined()
  }
}
