extension Verdict: CustomStringConvertible {
  /// The message of a failure: the user's own line, then a labelled line for each part that there is.
  public var description: String {
    var lines = [claim.sourceText]
    func add(_ label: String, _ text: String) {
      lines.append("  \(label.padded(to: 13))\(text)")
    }
    add("verdict", "\(ruling): \(summary)")
    add("promised", claim.promise)
    for (label, estimate) in [("baseline", baseline), ("variant", variant)] {
      if let estimate { add(label, "\(estimate.name): \(estimate.quantity) \(estimate)") }
    }
    if let difference { add("difference", "\(difference.name) \(difference)") }
    for note in notes { add(note.label, note.text) }
    if let baselineFile { add("stored in", baselineFile) }
    for (index, step) in next.enumerated() { add(index == 0 ? "next" : "", step) }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// Itself, with spaces behind it up to the given length and at least one.
  func padded(to length: Int) -> String {
    self + String(repeating: " ", count: max(1, length - count))
  }
}
