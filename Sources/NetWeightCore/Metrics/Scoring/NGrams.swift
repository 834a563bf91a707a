/// How often each run of so many neighbours occurs in a text of words or of characters.
struct NGrams<Element: Hashable> {
  /// The runs and their counts.
  let counts: [ArraySlice<Element>: Int]
  /// How many there are, each as often as it occurs.
  let total: Int

  /// Counts the runs of the given length, 1 or more.
  init(_ elements: [Element], order: Int) {
    total = Swift.max(0, elements.count - order + 1)
    var counts: [ArraySlice<Element>: Int] = [:]
    for start in 0..<total { counts[elements[start..<start + order], default: 0] += 1 }
    self.counts = counts
  }

  /// How many of its runs one of several others has too, each at most as often as the one where it is most frequent.
  func matches(in others: [NGrams]) -> Int {
    counts.reduce(0) { sum, entry in
      sum + Swift.min(entry.value, others.map { $0.counts[entry.key] ?? 0 }.max() ?? 0)
    }
  }
}
