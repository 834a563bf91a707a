import Foundation
import NetWeight
import NetWeightCore
import Testing

/// What the parent says of tests that fail, crash, hang or end in their own processes.
@Suite struct IsolatedTraitFailureTests {
  @Test(arguments: [
    ("expectationFails", "fail", "Caught error: Expectation failed: (answer → 1) == 2\non line N"),
    ("recordsATextOfTwoLines", "fail", "Issue recorded\nfirst\non line N"),
    ("recordsAnError", "fail", "Caught error: layer 3 has no weights\non line N"),
    ("warns", "warning", "Issue recorded\ncareful, on line N"),
    ("knownIssue", "passWithKnownIssue", "Caught error: layer 3 has no weights\non line N\nbug 7"),
    ("knownIssueThatIsGone", "fail", "Caught error: Known issue was not recorded\nbug 8, on line N"),
    ("recordsInADetachedTask", "fail", "Issue recorded\nfrom elsewhere, on line N"),
  ])
  func issueAppearsAtItsLine(test: String, symbol: String, text: String) async throws {
    let issues = try await PlantedRun.shared.issues(of: test)
    let issue = try #require(issues.first)
    #expect(issues.count == 1)
    #expect(issue.symbol == symbol)
    #expect(issue.textWithoutLine == text)
    #expect(issue.line == issue.lineInText)
  }

  @Test func thrownErrorAppearsOnce() async throws {
    #expect(try await texts("throwsAnError") == ["Caught error: layer 3 has no weights"])
  }

  @Test func knownIssuesAndWarningsDoNotFail() async throws {
    let run = try await PlantedRun.shared
    #expect(try #require(run.ending(of: "knownIssue")).contains("passed"))
    #expect(try #require(run.ending(of: "warns")).contains("passed"))
  }

  @Test func attachmentsArriveWhole() async throws {
    let attachments = try await PlantedRun.shared.attachments
    #expect(attachments["figures.txt"] == Data("1.5 ms\n".utf8))
    #expect(attachments["large.bin"] == Data(repeating: 7, count: 100_000))
  }

  @Test func cancelledTestIsCancelledWithItsReason() async throws {
    let run = try await PlantedRun.shared
    #expect(run.issues(of: "cancelsItself") == [])
    let ending = try #require(run.ending(of: "cancelsItself"))
    #expect(ending.contains("was cancelled"))
    #expect(ending.contains(#""no GPU in this machine""#))
  }

  @Test func eachCaseFailsForItself() async throws {
    let texts = try await texts("cases")
    #expect(texts.count == 2)
    #expect(texts.contains { $0.hasPrefix("Caught error: Expectation failed: (number → 1) != 1\non line") })
    let crash = try #require(texts.first { $0.contains("died of signal") })
    #expect(crash.contains("kernel 2 not built"))
  }

  @Test func crashComesWithItsLastOutput() async throws {
    let text = try #require(try await texts("crashes").first)
    let headline = try #require(text.split(separator: "\n").first)
    let details = text.dropFirst(headline.count + 1)
    #expect(
      headline.wholeMatch(
        of: /Caught error: the isolated process of this test died of signal \d \(SIG\w+\) before .+ returned/)
        != nil)
    #expect(details.hasPrefix("Its last output:\n"))
    #expect(details.contains("kernel not built"))
  }

  @Test func exitCodeIsSaid() async throws {
    #expect(
      try await texts("exitsWith3") == [
        """
        Caught error: the isolated process of this test ended with exit code 3 before the test returned
        Next: find what calls exit in it
        It printed nothing.
        """
      ])
  }

  @Test func exitWithoutAnErrorIsNoSuccess() async throws {
    #expect(
      try await texts("exitsWith0") == [
        """
        Caught error: the isolated process of this test ended with exit code 0 before the test returned
        Next: find what calls exit in it
        Its last output:
          all is well
        """
      ])
  }

  @Test func hangIsKilledAtItsLimit() async throws {
    #expect(
      try await texts("hangs") == [
        """
        Caught error: the test hung: its isolated process was killed at its limit of 1.5 s before the test returned
        Next: see what it waits for, or give it longer: .isolated(timeLimit: .seconds(3))
        Its last output:
          waiting for the device
        """
      ])
  }

  @Test func runawayAllocationEndsItsOwnProcess() async throws {
    let texts = try await texts("allocatesWithoutEnd")
    #expect(texts.count == 1)
    #expect(try #require(texts.first).contains("the isolated process of this test died of signal"))
  }

  @Test func limitOfNothingIsSaid() async throws {
    #expect(
      try await texts("hasNoTime") == [
        """
        Caught error: the limit of .isolated(timeLimit:) must be over 0, and is 0 s; the test did not run
        Next: write .isolated(timeLimit: .seconds(60)), or .isolated for the test's own .timeLimit or 5 minutes
        """
      ])
  }

  @Test func testThatIsSkippedThereHasNotPassed() async throws {
    #expect(
      try await texts("isSkippedThere") == [
        """
        Caught error: the test was skipped in its isolated process: Test isSkippedThere() skipped.
        Next: its conditions must give the same answer in every process of a run
        """
      ])
  }

  @Test(.enabled(if: Planted.isSlow, "waits for Swift Testing's shortest time limit"))
  func timeLimitOfTheTestKillsTheProcess() async throws {
    let issues = try await PlantedRun.shared.issues(of: "exceedsItsTimeLimit")
    #expect(issues.map(\.symbol).sorted() == ["fail", "warning"])
    #expect(issues.contains { $0.text == "Time limit was exceeded: 60.000 seconds" })
    #expect(issues.contains { $0.text.hasSuffix("Its last output:\n  waiting for a minute") })
  }

  @Test func whatTestsPrintIsPassedOn() async throws {
    let output = try await PlantedRun.shared.output
    #expect(output.contains("all is well\n"))
  }

  private func texts(_ test: String) async throws -> [String] {
    try await PlantedRun.shared.issues(of: test).map(\.text)
  }
}
