public import Testing

/// Runs tests one at a time: of all tests of the process that carry it, in whatever suite, one runs.
///
/// Other tests still run beside. For undisturbed timing add `--no-parallel` to the command, which no trait can.
public struct UncontendedTrait: TestTrait, SuiteTrait, TestScoping {
  /// On a suite it applies to every test in it.
  public var isRecursive: Bool { true }

  /// The lock is taken for a test as a whole and not case by case: the time that a test waits for its turn is
  /// then no part of its `.timeLimit`.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> UncontendedTrait? {
    test.isSuite || testCase != nil ? nil : self
  }

  /// Waits for the turn of this test, in order of arrival, then runs its cases one after the other.
  /// - Throws: what the test throws, or CancellationError when it is cancelled while it waits.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // Inherited from a suite and repeated on the test: waiting for oneself would never end.
    if Self.isHeld { return try await function() }
    try await Self.turns.next {
      try await Self.$isHeld.withValue(true) {
        try await ParallelizationTrait.serialized.provideScope(
          for: test, testCase: testCase, performing: function)
      }
    }
  }

  @TaskLocal private static var isHeld = false
  private static let turns = Turns()
}

extension Trait where Self == UncontendedTrait {
  /// At most one test with this trait runs at a time in the whole process, its cases one after the other.
  public static var uncontended: Self { Self() }
}
