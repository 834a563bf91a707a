import NetWeight
import Testing

@Suite struct TestBinaryTests {
  @Test func dropsWhatSelectsTestsOrWritesResults() {
    let inherited = [
      "--test-bundle-path", "a.xctest", "--filter", "Other", "--skip=Some", "--xunit-output", "r.xml",
      "--quiet", "--parallel", "--experimental-event-stream-output", "events",
    ]
    #expect(
      TestBinary.arguments(runningOnly: "Tests.Suite/f(x:)/File.swift:3:4", inherited: inherited) == [
        "--test-bundle-path", "a.xctest", "--testing-library", "swift-testing", "--no-parallel", "--quiet",
        "--filter", #"^Tests\.Suite/f\(x:\)/File\.swift:3:4$"#,
      ])
  }

  @Test func silentConsoleStillRunsOnlyTheTest() {
    #expect(
      TestBinary.arguments(runningOnly: "T.f()", console: .silent, inherited: ["--verbosity=2"]) == [
        "--testing-library", "swift-testing", "--no-parallel", "--verbosity=\(Int.min)",
        "--filter", #"^T\.f\(\)$"#,
      ])
  }

  @Test func escapedNameIsARegularExpressionForItself() throws {
    let name = #"T.S/`a|b [c] {d} ^$ \ (x:)+?*`()/é.swift:1:2"#
    let pattern = try #require(TestBinary.arguments(runningOnly: name, inherited: []).last)
    #expect(try Regex(pattern).wholeMatch(in: name) != nil)
  }
}
