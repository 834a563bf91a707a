import Foundation
import NetWeightCore
import Testing

@Suite struct HTMLReportTests {
  private let hostile = "</code><script>alert('1')</script>&\"\u{0}\n| x"
  private let escaped =
    "&lt;/code&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;\u{FFFD}\n| x"

  @Test func `the page stands alone`() {
    let text = HTMLReport(.example([.drop()])).text
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"))
    #expect(text.hasSuffix("</main>\n</body>\n</html>\n"))
    #expect(text.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""))
    for word in ["<script", "http:", "https:", "@import", "url(", "<link"] { #expect(!text.contains(word)) }
  }

  @Test func `the head says what became of all promises, and where`() {
    let text = HTMLReport(.example([.bare(.held), .bare(.held), .bare(.inconclusive(.hung))])).text
    #expect(text.contains("<title>digits: 2 held, 0 broken, 1 inconclusive</title>"))
    #expect(
      text.contains(
        """
        <h1>digits</h1>
        <p class="counts"><span class="count held"><b>2</b> held</span> \
        <span class="count broken zero"><b>0</b> broken</span> \
        <span class="count inconclusive"><b>1</b> inconclusive</span> </p>
        <p class="muted">Test with AVX2, 4 cores, Linux x86_64, release build</p>
        """))
  }

  @Test func `variants are the rows of the table of truth`() async throws {
    var record = RunRecord.example()
    record.add(try await .measured("fp32", artefact: "f", wrong: [9]))
    #expect(
      HTMLReport(record).text.contains(
        """
        <table class="variants">
        <thead><tr><th scope="col">Model</th><th scope="col">Format</th><th scope="col">Gold</th>\
        <th scope="col">Hard</th><th scope="col">Worst slice</th><th scope="col">p50</th><th scope="col">p95</th>\
        <th scope="col">Peak memory</th><th scope="col">Size</th><th scope="col">Notes</th></tr></thead>
        <tbody>
        <tr><td data-column="Model">fp32</td><td data-column="Format">INT8</td>\
        <td data-column="Gold">90.00 % (n = 10)</td><td data-column="Hard">—</td>\
        <td data-column="Worst slice">gold/tail 50.0 %</td><td data-column="p50">—</td><td data-column="p95">—</td>\
        <td data-column="Peak memory">—</td><td data-column="Size">1.23 kB</td><td data-column="Notes">per channel</td>\
        </tr>
        </tbody>
        </table>
        <p class="muted">Measured on Test with AVX2, 4 cores, Linux x86_64, release build, with test 1. Accuracy
        """))
  }

  @Test func `an empty run says that it is`() {
    let text = HTMLReport(.example()).text
    #expect(text.contains("<p>No variant was measured in this run.</p>"))
    #expect(text.contains("<p>No promise was judged in this run.</p>"))
    #expect(!text.contains("<table"))
    #expect(!text.contains("<h2>Warnings"))
  }

  @Test func `a promise that was not held is open and says all`() {
    var verdict = Verdict.bare(.inconclusive(.noBaseline))
    verdict.baseline = Estimate(
      "fp32", "accuracy", value: 0.5, interval: Interval(0.25, .infinity), n: 4, unit: .fraction)
    verdict.variant = Estimate("int8", "accuracy", value: .nan, n: 4, unit: .fraction)
    verdict.notes = [.init("errors", "1 → 2")]
    verdict.warnings = [.singleCore]
    verdict.baselineFile = "Baselines/digits/fp32.json"
    verdict.next = ["first", "second"]
    #expect(
      HTMLReport(.example([verdict])).text.contains(
        """
        <details class="promise inconclusive" open>
        <summary><span class="ruling">inconclusive (no-baseline)</span> <code>#expectSmaller(int8)</code>\
        <span class="found">found</span></summary>
        <dl>
        <dt>promised</dt><dd>smaller</dd>
        <dt>baseline</dt><dd>fp32: accuracy 50.00 % (25.00 % … ∞ %), n = 4</dd>
        <dt>variant</dt><dd>int8: accuracy NaN %, n = 4</dd>
        <dt>errors</dt><dd>1 → 2</dd>
        <dt>warning</dt><dd>this machine has one core: use a machine with two cores or more</dd>
        <dt>stored in</dt><dd>Baselines/digits/fp32.json</dd>
        <dt class="next">next</dt><dd class="next">first</dd>
        <dd class="next">second</dd>
        </dl>
        </details>

        """))
  }

  @Test func `a promise that was held is closed, and comes after what was not`() throws {
    let text = HTMLReport(
      .example([.bare(.held, source: "a"), .bare(.inconclusive(.hung), source: "b"), .bare(source: "c")])
    ).text
    let cards = ["promise broken\" open", "promise inconclusive\" open", "promise held\">"]
    let places = cards.map { text.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
  }

  @Test func `warnings are a table of their own`() {
    var verdict = Verdict.bare(.held)
    verdict.warnings = [.singleCore]
    #expect(
      HTMLReport(.example([verdict])).text.contains(
        """
        <h2>Warnings</h2>
        <table class="warnings">
        <thead><tr><th scope="col">Promise</th><th scope="col">What disturbed it</th><th scope="col">Next</th></tr></thead>
        <tbody>
        <tr><td data-column="Promise">#expectSmaller(int8)</td>\
        <td data-column="What disturbed it">this machine has one core</td>\
        <td data-column="Next">use a machine with two cores or more</td></tr>
        </tbody>
        </table>

        """))
  }

  @Test func `no text becomes markup`() async throws {
    let text = try await page(holding: hostile)
    #expect(!text.contains("<script"))
    #expect(!text.contains("\u{0}"))
    for fragment in [
      "<code>\(escaped)</code>", "<h1>\(escaped)</h1>", "<dt>\(escaped)</dt><dd>\(escaped)</dd>",
      "alt=\"\(escaped)\"", "<span class=\"slice\">\(escaped)</span>", "aria-label=\"\(escaped) 2.00 points",
      "<dd class=\"next\">\(escaped)</dd>", "<td data-column=\"Model\">\(escaped)</td>",
    ] {
      #expect(text.contains(fragment))
    }
    // It has the elements and attributes of a page that holds nothing of the kind.
    let harmless = try await page(holding: "x")
    #expect(text.count(of: "<") == harmless.count(of: "<"))
    #expect(text.count(of: "\"") == harmless.count(of: "\""))
  }

  /// A page with a text in each place that is not NetWeight's own.
  private func page(holding text: String) async throws -> String {
    var verdict = Verdict.drop(.inconclusive(.tooClose))
    verdict.claim = Claim(kind: .quality, sourceText: text, promise: text, variant: text)
    verdict.summary = text
    verdict.baseline = Estimate(text, text, value: 1, n: 1, unit: .plain)
    verdict.variant = verdict.baseline
    verdict.difference?.name = text
    verdict.notes = [.init(text, text)]
    verdict.warnings = [.frequencyGovernor(text)]
    verdict.baselineFile = text
    verdict.next = [text]
    verdict.newFailures = [
      try .example(text, slices: [text], picture: .twoByTwo()), try .example(text, slices: [text]),
    ]
    var record = RunRecord.example([verdict])
    record.suite = text
    record.machine.processor = text
    record.configuration = text
    var variant = try await Baseline.measured("int8")
    variant.provenance.variant = text
    variant.provenance.recipe = text
    record.add(variant)
    return HTMLReport(record).text
  }
}
