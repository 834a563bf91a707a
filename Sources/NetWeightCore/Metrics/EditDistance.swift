/// Levenshtein's distance (1966), row by row.
enum EditDistance {
  /// The fewest substitutions, deletions and insertions that make one of the other.
  static func between<Unit: Equatable>(_ first: [Unit], _ second: [Unit]) -> Int {
    var row = Array(0...second.count)
    for (index, unit) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in second.enumerated() {
        let substituted = diagonal + (unit == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
