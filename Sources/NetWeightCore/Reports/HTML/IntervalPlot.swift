/// Where the difference and its interval are, against what was promised of it.
struct IntervalPlot: Sendable {
  private let difference: Estimate
  private let interval: Interval
  private let limit: Limit
  /// The ends of the axis.
  private let least, most: Double

  private static let width = 320.0
  private static let margin = 10.0

  /// Draws a verdict's difference.
  /// - Returns: nil when a figure is missing or not finite, and when the ruling is on something else, as on a slice: a
  ///   point within the limit under the word "broken" would mislead.
  init?(_ verdict: Verdict) {
    guard let difference = verdict.difference, let interval = difference.interval, let limit = verdict.limit
    else { return nil }
    let figures = [difference.value, interval.lower, interval.upper, limit.value]
    guard figures.allSatisfy(\.isFinite), interval.lower <= interval.upper else { return nil }
    // Whole samples are compared with a hair of tolerance, so a point at the limit fits either ruling.
    let excess = limit.side == .atMost ? difference.value - limit.value : limit.value - difference.value
    switch verdict.ruling {
    case .held: guard excess <= 1e-9 else { return nil }
    case .broken: guard excess >= -1e-9 else { return nil }
    case .inconclusive, .skipped: break
    }
    (self.difference, self.interval, self.limit) = (difference, interval, limit)
    let all = figures + [Self.unchanged(difference.unit)]
    least = all.min() ?? 0
    most = all.max() ?? 0
    guard most > least, (most - least).isFinite else { return nil }
  }

  /// What a difference is when there is none.
  private static func unchanged(_ unit: Estimate.Unit) -> Double { unit == .ratio ? 1 : 0 }

  /// A drawing that takes its colours from the style sheet.
  var html: HTML {
    let (end, none) = (x(limit.value), x(Self.unchanged(difference.unit)))
    let kept = limit.side == .atMost ? (start: 0, width: end) : (start: end, width: Self.width - end)
    let (lower, upper) = (x(interval.lower), x(interval.upper))
    return """
      <svg class="interval" viewBox="0 0 320 56" role="img" aria-label="\(description)">
      <rect class="kept" x="\(at: kept.start)" y="16" width="\(at: kept.width)" height="24"/>
      <line class="axis" x1="0" y1="40" x2="320" y2="40"/>
      <line class="none" x1="\(at: none)" y1="16" x2="\(at: none)" y2="44"/>
      <line class="limit" x1="\(at: end)" y1="16" x2="\(at: end)" y2="44"/>
      <line class="range" x1="\(at: lower)" y1="28" x2="\(at: upper)" y2="28"/>
      <line class="range" x1="\(at: lower)" y1="23" x2="\(at: lower)" y2="33"/>
      <line class="range" x1="\(at: upper)" y1="23" x2="\(at: upper)" y2="33"/>
      <circle class="value" cx="\(at: x(difference.value))" cy="28" r="4"/>
      \(label(promise, at: end, y: 11))
      \(label("no difference", at: none, y: 54))
      </svg>
      """
  }

  private var promise: String {
    "promised at \(limit.side == .atMost ? "most" : "least") \(difference.unit.text(limit.value))"
  }

  private var description: String {
    let unit = difference.unit
    return "\(difference.name) \(unit.text(difference.value)), interval \(unit.text(interval.lower)) to "
      + "\(unit.text(interval.upper)), \(promise)"
  }

  private func x(_ value: Double) -> Double {
    Self.margin + (value - least) / (most - least) * (Self.width - 2 * Self.margin)
  }

  /// Text over or under a place, within the drawing.
  private func label(_ text: String, at x: Double, y: Int) -> HTML {
    let half = 3.2 * Double(text.count)
    if x < half { return "<text x=\"0\" y=\"\(y)\">\(text)</text>" }
    if x > Self.width - half { return "<text x=\"320\" y=\"\(y)\" text-anchor=\"end\">\(text)</text>" }
    return "<text x=\"\(at: x)\" y=\"\(y)\" text-anchor=\"middle\">\(text)</text>"
  }
}

extension HTML.StringInterpolation {
  /// A place in a drawing, to a tenth of its unit.
  fileprivate mutating func appendInterpolation(at place: Double) {
    appendInterpolation(Format.fixed(place, 1))
  }
}
