import Testing

/// A verdict as the headline of a failed expectation.
struct Headline: Equatable, CustomTestStringConvertible {
  static let held = Headline(text: "held")
  let text: String
  var testDescription: String { text }

  func fail(_ details: Comment, at location: SourceLocation) {
    let verdict = self
    #expect(verdict == .held, details, sourceLocation: location)
  }
}

extension Headline {
  private static let prefix = "Expectation failed: (verdict → "
  private static let suffix = ") == (.held → held)"

  /// The headline that was failed with in another process; nil when the text is something else.
  init?(failed text: String) {
    guard text.hasPrefix(Self.prefix), text.hasSuffix(Self.suffix) else { return nil }
    self.init(text: String(text.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)))
  }
}
