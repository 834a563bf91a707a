import Foundation
import NetWeightCore
import Testing

@Suite struct GalleryTests {
  private func text(_ failures: [AnswerChanges.NewFailure], of all: Int? = nil) -> String {
    var verdict = Verdict.bare()
    verdict.newFailures = failures
    verdict.newFailureCount = all
    return HTMLReport(.example([verdict])).text
  }

  @Test func `a picture is a bitmap inside the page, enlarged by a whole factor`() throws {
    let failure = try AnswerChanges.NewFailure.example(
      "d1", slices: ["noise", "blur"], picture: .twoByTwo())
    // Header and place of the pixels; 2 by 2 of 24 bits, 16 bytes of them; blue and white, then red and green, as
    // blue, green, red, each row filled to 8 bytes.
    let bytes: [UInt8] =
      [0x42, 0x4D, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0]
      + [40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 16, 0, 0, 0]
      + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      + [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]
    #expect(
      text([failure], of: 1).contains(
        """
        <h3>1 new failure</h3>
        <p class="muted">Right before and wrong now, the worst first. Wrongness is the softmax probability of what was \
        found, less that of what was expected.</p>
        <div class="gallery">
        <figure><img src="data:image/bmp;base64,\(Data(bytes).base64EncodedString())" width="96" height="96" \
        alt="d1"><figcaption><strong>expected 3, found 8</strong> <span class="wrongness">wrongness 88 %</span> \
        <span class="id">d1</span> <span class="slice">noise</span> <span class="slice">blur</span></figcaption></figure>
        </div>
        </section>

        """))
  }

  @Test func `samples without a picture are listed under those with one`() throws {
    var damaged = try AnswerChanges.NewFailure.example("short", picture: .twoByTwo())
    damaged.picture?.rgb.removeLast()
    let text = text(
      [
        damaged, try .example("b", picture: .twoByTwo()),
        try .example("c", expected: nil, found: 1, wrongness: .nan),
      ], of: 3)
    #expect(text.count(of: "<figure>") == 1)
    #expect(
      text.contains(
        """
        <h4>Without a picture</h4>
        <ul class="listed">
        <li><strong>expected 3, found 8</strong> <span class="wrongness">wrongness 88 %</span> \
        <span class="id">short</span></li>
        <li><strong>found 1</strong> <span class="wrongness">wrongness NaN %</span> <span class="id">c</span></li>
        </ul>
        </section>
        """))
  }

  @Test func `without any picture there is only the list`() throws {
    let text = text([try .example()], of: 1)
    #expect(!text.contains("Without a picture"))
    #expect(!text.contains("class=\"gallery\""))
    #expect(text.contains("<ul class=\"listed\">\n<li><strong>expected 3"))
  }

  @Test(arguments: [
    (2, Int?(2), "2 new failures"), (2, 63, "New failures: the 2 worst of 63"),
    (2, nil, "New failures: the 2 worst"),
  ])
  func `how many there are in all is said when not all are shown`(shown: Int, all: Int?, title: String) throws
  {
    #expect(text(try (0..<shown).map { try .example("\($0)") }, of: all).contains("<h3>\(title)</h3>"))
  }

  @Test func `nothing is said where nothing fails anew`() {
    #expect(!text([], of: 0).contains("<section"))
  }
}

extension String {
  /// How often a part is in it.
  func count(of part: String) -> Int { ranges(of: part).count }
}
