#if Macros
  import NetWeightMacros
  import SwiftSyntax
  import SwiftSyntaxMacroExpansion
  import SwiftSyntaxMacrosGenericTestSupport
  import Testing

  @Suite("A claim macro")
  struct ClaimMacroTests {
    @Test func `becomes a plain call with the user's source text`() {
      check(
        "#expectSmaller(int8, than: fp32, by: .times(3.5))",
        ##"NetWeight.expectSmaller(int8, than: fp32, by: .times(3.5), sourceText: "##
          + ##""#expectSmaller(int8, than: fp32, by: .times(3.5))")"##)
    }

    @Test func `quotes a claim of several lines on one`() {
      check(
        """
        #expectFaster(
          int8, than: fp32,
          p95: .times(1.5)
        )
        """,
        ##"NetWeight.expectFaster(int8, than: fp32, p95: .times(1.5), sourceText: "##
          + ##""#expectFaster(int8, than: fp32, p95: .times(1.5))")"##)
    }

    @Test func `quotes strings so that they survive`() {
      check(
        ##"#expectNoFallback(int8, allowing: ["layer1"])"##,
        ##"NetWeight.expectNoFallback(int8, allowing: ["layer1"], sourceText: "##
          + ##"#"#expectNoFallback(int8, allowing: ["layer1"])"#)"##)
    }

    @Test(arguments: [
      (
        "p95: .times(0.5)", "0.5",
        "'.times(0.5)' asks for something worse; '.times(1.5)' is \"at least 1.5 times better\"", "2"
      ),
      ("of: .points(-1)", "-1", "a drop of -1 is negative; say how far the metric may fall", "1"),
      (
        "slices: [.slice(name, of: .points(-1))]", "-1",
        "a drop of -1 is negative; say how far the metric may fall", "1"
      ),
      (
        "paying: [.points(-1): .times(3)]", "-1", "a drop of -1 is negative; say how far the metric may fall",
        "1"
      ),
      (
        "within: [.sqnr(atLeast: 20), .top1(atLeast: 99)]", "99",
        "top-1 agreement is a share of 0 to 1; 99 % is 0.99", "0.99"
      ),
    ])
    func `refuses a literal that can only be a mistake, with a fix`(
      argument: String, literal: String, message: String, replacement: String
    ) {
      let source = "#expectFaster(int8, \(argument))"
      let start = column(of: literal, in: source)
      check(
        source, nil,
        [
          DiagnosticSpec(
            message: message, line: 1, column: start,
            fixIts: [FixItSpec(message: "replace with \(replacement)")])
        ])
    }

    @Test(arguments: [
      ("p95: .times(0)", "0", "a factor of 0 means nothing; '.times(1.5)' is \"at least 1.5 times better\""),
      ("of: .percent(150)", "150", "a drop of 150 allows everything; give at most 100"),
      ("atMost: .megabytes(0)", "0", "a limit of 0 allows nothing; give one over 0"),
      ("atMost: .ratio(0, of: fp32)", "0", "a limit of 0 allows nothing; give one over 0"),
      ("atMost: .percent(150)", "150", "150 % is no share; give 0 to 100"),
      ("tolerating: .percent(101)", "101", "101 % is no share; give 0 to 100"),
      ("within: [.cosine(atLeast: 2)]", "2", "a cosine is -1 to 1"),
      ("within: [.newFailures(atMost: -1)]", "-1", "a limit of -1 allows nothing; give 0 or more"),
    ])
    func `refuses a literal that has no repair`(argument: String, literal: String, message: String) {
      let source = "#expectFaster(int8, \(argument))"
      let start = column(of: literal, in: source)
      check(source, nil, [DiagnosticSpec(message: message, line: 1, column: start)])
    }

    /// Compares an expansion; without one, only the diagnostics matter and the expansion is the usual one.
    private func check(
      _ source: String, _ expanded: String?, _ diagnostics: [DiagnosticSpec] = [],
      sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
      let usual = "NetWeight." + source.dropFirst().dropLast() + ", sourceText: \"\(source)\")"
      assertMacroExpansion(
        source, expandedSource: expanded ?? usual, diagnostics: diagnostics,
        macroSpecs: [
          "expectSmaller": MacroSpec(type: ClaimMacro.self), "expectFaster": MacroSpec(type: ClaimMacro.self),
          "expectNoFallback": MacroSpec(type: ClaimMacro.self),
        ],
        failureHandler: { Issue.record("\($0.message)", sourceLocation: sourceLocation) })
    }

    /// The column of the last place where a literal stands, counted from 1.
    private func column(of literal: String, in source: String) -> Int {
      let place = source.ranges(of: literal).last?.lowerBound ?? source.endIndex
      return source.distance(from: source.startIndex, to: place) + 1
    }
  }
#endif
