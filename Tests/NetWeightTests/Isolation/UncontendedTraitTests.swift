import NetWeight
import Synchronization
import Testing

private let running = Mutex(0)

/// Every test of this file goes through here; without the trait they would overlap.
private func aloneForAWhile() async throws {
  running.withLock { running in
    running += 1
    #expect(running == 1)
  }
  try await Task.sleep(for: .milliseconds(20))
  running.withLock { running in
    #expect(running == 1)
    running -= 1
  }
}

@Suite struct FirstUncontendedTests {
  @Test(.uncontended) func one() async throws { try await aloneForAWhile() }
  @Test(.uncontended) func two() async throws { try await aloneForAWhile() }
  @Test(.uncontended, arguments: 0..<4) func cases(number: Int) async throws { try await aloneForAWhile() }
}

@Suite(.uncontended) struct SecondUncontendedTests {
  @Test func inherited() async throws { try await aloneForAWhile() }
  @Test(.uncontended) func inheritedAndRepeated() async throws { try await aloneForAWhile() }

  @Suite(.uncontended) struct Nested {
    @Test(.uncontended, arguments: 0..<3)
    func inheritedTwice(number: Int) async throws { try await aloneForAWhile() }
  }
}
