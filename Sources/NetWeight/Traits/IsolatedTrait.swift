import Foundation
public import Testing

/// Runs each case of a test in a process of its own, so that a crash, an `exit`, a runaway allocation or a hang
/// takes no other test with it, and no other test disturbs its readings.
///
/// What the test records there appears here, at its own lines; what it prints appears when it has ended.
/// Variables do not come back. Traits before this one in the list, and those of suites around it, act in both
/// processes. Beside it, tests of other processes still run; add ``UncontendedTrait`` for timing.
public struct IsolatedTrait: TestTrait, SuiteTrait, TestScoping {
  let timeLimit: Duration?

  /// On a suite it applies to every test in it.
  public var isRecursive: Bool { true }

  /// One process for each case; a test without parameters is one case.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> IsolatedTrait? {
    testCase == nil ? nil : self
  }

  /// Runs the case in another process and records what it recorded; in that process, runs it.
  /// - Throws: what ends a test that cancelled itself, and CancellationError after the process was killed because
  ///   this task was cancelled. All else is recorded.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard let identity = testCase?.stableIdentity else {
      return IsolatedCaseError.caseUnidentified(test: "\(test.id)").record(at: test.sourceLocation)
    }
    if let request = ChildRequest.current {
      guard let only = request.isolatedCase else { return try await function() }
      // Another case of the same test, which another process runs.
      guard only == .init(test: "\(test.id)", testCase: identity) else { return }
      guard !MeasuringChild.isChild else { return try await function() }
      return try await CaseNotes(folder: request.folder).following(function)
    }
    do {
      let outcome = try await IsolatedCase(test: test.id, identity: identity, limit: limit(for: test)).run()
      try Replay(test: test, outcome: outcome).run()
    } catch let error as IsolatedCaseError {
      error.record(at: test.sourceLocation)
    }
    try Task.checkCancellation()
  }

  private func limit(for test: Test) -> Duration {
    // The innermost counts. The outermost is asked first, and asks no other.
    let given = test.traits.compactMap { ($0 as? IsolatedTrait)?.timeLimit }.last
    // Swift Testing's own limit is to win where there is one: it says by whose wish the test was ended.
    return given ?? test.timeLimit.map { $0 + .seconds(5) } ?? IsolatedCase.standardLimit
  }
}

extension Trait where Self == IsolatedTrait {
  /// Runs each case in a process of its own, which is killed after the test's `.timeLimit`, or 5 minutes.
  public static var isolated: Self { Self(timeLimit: nil) }

  /// Runs each case in a process of its own, which is killed when it takes too long.
  /// - Parameter timeLimit: over 0; from the start of the process to its end. Inner traits win over outer ones.
  public static func isolated(timeLimit: Duration) -> Self { Self(timeLimit: timeLimit) }
}
