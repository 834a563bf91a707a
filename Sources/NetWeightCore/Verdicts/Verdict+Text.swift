extension Verdict: CustomStringConvertible {
  /// The whole message: the user's own line, then a labelled line for each part that there is.
  public var description: String {
    ([claim.sourceText] + Self.aligned([Note("verdict", headline)] + parts)).joined(separator: "\n")
  }

  /// Ruling and summary in one: `broken: 'int8' is 0.9× as fast as 'fp32' at p95, promised at least 1.5×`.
  public var headline: String { "\(ruling): \(summary)" }

  /// The message under a headline that was said already.
  public var details: String {
    ([claim.sourceText] + Self.aligned(parts)).joined(separator: "\n")
  }

  private var parts: [Note] {
    figures + remarks + next.enumerated().map { index, step in Note(index == 0 ? "next" : "", step) }
  }

  /// What was promised, and the figures that it met, the difference last.
  var figures: [Note] {
    var figures = [Note("promised", claim.promise)]
    for (label, estimate) in [("baseline", baseline), ("variant", variant)] {
      if let estimate { figures.append(Note(label, "\(estimate.name): \(estimate.quantity) \(estimate)")) }
    }
    if let difference { figures.append(Note("difference", "\(difference.name) \(difference)")) }
    return figures
  }

  /// What else there is to know, before what to do next.
  var remarks: [Note] {
    notes + warnings.map { Note("warning", "\($0)") } + (baselineFile.map { [Note("stored in", $0)] } ?? [])
  }

  private static func aligned(_ parts: [Note]) -> [String] {
    let width = (parts.map(\.label.count).max() ?? 0) + 2
    return parts.map { part in
      "  \(part.label)\(String(repeating: " ", count: width - part.label.count))\(part.text)"
    }
  }
}
