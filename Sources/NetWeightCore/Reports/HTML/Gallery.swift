/// The samples of a verdict that were right and are wrong, the worst first, as they look.
struct Gallery: Sendable {
  private let verdict: Verdict

  /// Shows the new failures of a verdict.
  init(_ verdict: Verdict) { self.verdict = verdict }

  /// Nothing when nothing fails anew.
  var html: HTML {
    guard !verdict.newFailures.isEmpty else { return .empty }
    return """
      <section class="failures">
      <h3>\(title)</h3>
      <p class="muted">Right before and wrong now, the worst first. Wrongness is the softmax probability of what was \
      found, less that of what was expected.</p>
      \(pictured)\(listed)</section>

      """
  }

  private var pictured: HTML {
    let figures = verdict.newFailures.compactMap(Self.figure)
    return figures.isEmpty ? .empty : "<div class=\"gallery\">\n\(figures)</div>\n"
  }

  /// What has no picture, or one that cannot be drawn.
  private var listed: HTML {
    let others = verdict.newFailures.filter { Self.figure($0) == nil }
    let items: [HTML] = others.map { "<li>\(Self.caption($0))</li>\n" }
    let heading: HTML = others.count == verdict.newFailures.count ? "" : "<h4>Without a picture</h4>\n"
    return others.isEmpty ? .empty : "\(heading)<ul class=\"listed\">\n\(items)</ul>\n"
  }

  /// Says how many there are in all when not all are shown.
  private var title: String {
    let shown = verdict.newFailures.count
    guard let all = verdict.newFailureCount else { return "New failures: the \(shown) worst" }
    if all > shown { return "New failures: the \(shown) worst of \(all)" }
    return shown == 1 ? "1 new failure" : "\(shown) new failures"
  }

  private static func figure(_ failure: AnswerChanges.NewFailure) -> HTML? {
    guard let picture = failure.picture, let bitmap = Bitmap(picture) else { return nil }
    // Whole multiples, so that all pixels are alike.
    let scale = max(1, 96 / max(picture.width, picture.height))
    return """
      <figure><img src="\(bitmap.address)" width="\(scale * picture.width)" height="\(scale * picture.height)" \
      alt="\(failure.sampleID)"><figcaption>\(caption(failure))</figcaption></figure>

      """
  }

  private static func caption(_ failure: AnswerChanges.NewFailure) -> HTML {
    let answers = [failure.expected.map { "expected \($0)" }, failure.found.map { "found \($0)" }]
      .compactMap { $0 }.joined(separator: ", ")
    let slices: [HTML] = failure.slices.map { " <span class=\"slice\">\($0)</span>" }
    return """
      <strong>\(answers)</strong> <span class="wrongness">wrongness \(Format.fixed(failure.wrongness * 100, 0)) %\
      </span> <span class="id">\(failure.sampleID)</span>\(slices)
      """
  }
}
