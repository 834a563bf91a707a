import NetWeightCore
import Testing

@Suite struct IntervalPlotTests {
  private func text(_ verdict: Verdict) -> String { HTMLReport(.example([verdict])).text }

  /// The axis is 300 wide from 0 to 4 points, with 10 on either side.
  @Test func `the interval is drawn against the limit`() {
    #expect(
      text(.drop()).contains(
        """
        <dd><svg class="interval" viewBox="0 0 320 56" role="img" aria-label="accuracy drop 2.00 points, interval \
        1.00 points to 4.00 points, promised at most 3.00 points">
        <rect class="kept" x="0.0" y="16" width="235.0" height="24"/>
        <line class="axis" x1="0" y1="40" x2="320" y2="40"/>
        <line class="none" x1="10.0" y1="16" x2="10.0" y2="44"/>
        <line class="limit" x1="235.0" y1="16" x2="235.0" y2="44"/>
        <line class="range" x1="85.0" y1="28" x2="310.0" y2="28"/>
        <line class="range" x1="85.0" y1="23" x2="85.0" y2="33"/>
        <line class="range" x1="310.0" y1="23" x2="310.0" y2="33"/>
        <circle class="value" cx="160.0" cy="28" r="4"/>
        <text x="320" y="11" text-anchor="end">promised at most 3.00 points</text>
        <text x="0" y="54">no difference</text>
        </svg></dd>
        """))
  }

  @Test func `what must be high is kept to the right of the limit`() {
    var verdict = Verdict.bare(.inconclusive(.tooClose))
    verdict.difference = Estimate(
      "speed-up", "p95", value: 1.5, interval: Interval(1.25, 3), n: 8, unit: .ratio)
    verdict.limit = .atLeast(2)
    #expect(
      text(verdict).contains("<rect class=\"kept\" x=\"160.0\" y=\"16\" width=\"160.0\" height=\"24\"/>"))
    #expect(text(verdict).contains(">promised at least 2.00×</text>"))
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func `what is not finite is said and not drawn`(value: Double) {
    var verdict = Verdict.drop(.inconclusive(.tooClose))
    verdict.difference?.interval = Interval(0, value)
    #expect(!text(verdict).contains("<svg"))
    #expect(text(verdict).contains(" (0.00 points … \(Estimate.Unit.difference.text(value))), n = 100</dd>"))
    verdict.difference?.interval = Interval(0.01, 0.04)
    verdict.difference?.value = value
    #expect(!text(verdict).contains("<svg"))
  }

  @Test func `a ruling on something else is not drawn`() {
    #expect(!text(.drop(.broken)).contains("<svg"))
    var held = Verdict.drop()
    held.difference?.value = 0.035
    #expect(!text(held).contains("<svg"))
    held.ruling = .broken
    #expect(text(held).contains("<svg"))
  }

  @Test func `without a limit or an interval nothing is drawn`() {
    var verdict = Verdict.drop()
    verdict.limit = nil
    #expect(!text(verdict).contains("<svg"))
    verdict = .drop()
    verdict.difference?.interval = nil
    #expect(!text(verdict).contains("<svg"))
    verdict.difference = nil
    #expect(!text(verdict).contains("<svg"))
  }

  @Test func `a promise of no drop that had none is not drawn`() {
    var verdict = Verdict.drop()
    verdict.limit = .atMost(0)
    verdict.difference?.value = 0
    verdict.difference?.interval = Interval(0, 0)
    #expect(!text(verdict).contains("<svg"))
  }
}
