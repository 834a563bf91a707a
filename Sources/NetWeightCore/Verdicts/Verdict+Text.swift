extension Verdict: CustomStringConvertible {
  /// The whole message: the user's own line, then a labelled line for each part that there is.
  public var description: String {
    ([claim.sourceText] + Self.aligned([("verdict", headline)] + parts)).joined(separator: "\n")
  }

  /// Ruling and summary in one: `broken: 'int8' is 0.9× as fast as 'fp32' at p95, promised at least 1.5×`.
  public var headline: String { "\(ruling): \(summary)" }

  /// The message under a headline that was said already.
  public var details: String {
    ([claim.sourceText] + Self.aligned(parts)).joined(separator: "\n")
  }

  private var parts: [(label: String, text: String)] {
    var parts = [(label: "promised", text: claim.promise)]
    for (label, estimate) in [("baseline", baseline), ("variant", variant)] {
      if let estimate { parts.append((label, "\(estimate.name): \(estimate.quantity) \(estimate)")) }
    }
    if let difference { parts.append(("difference", "\(difference.name) \(difference)")) }
    parts += notes.map { ($0.label, $0.text) }
    parts += warnings.map { ("warning", "\($0)") }
    if let baselineFile { parts.append(("stored in", baselineFile)) }
    parts += next.enumerated().map { index, step in (index == 0 ? "next" : "", step) }
    return parts
  }

  private static func aligned(_ parts: [(label: String, text: String)]) -> [String] {
    let width = (parts.map(\.label.count).max() ?? 0) + 2
    return parts.map { part in
      "  \(part.label)\(String(repeating: " ", count: width - part.label.count))\(part.text)"
    }
  }
}
