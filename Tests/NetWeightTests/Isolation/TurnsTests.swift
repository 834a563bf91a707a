import NetWeight
import Synchronization
import Testing

@Suite struct TurnsTests {
  @Test func firstComeFirstServed() async throws {
    let turns = Turns()
    let order = Order()
    let (started, signal) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (release, releaser) = AsyncStream<Void>.makeStream()
      group.addTask {
        try await turns.next {
          signal.yield()
          for await _ in release { break }
        }
      }
      for await _ in started { break }
      for number in 0..<5 {
        group.addTask { try await turns.next { order.append(number) } }
        while turns.waitingCount <= number { try await Task.sleep(for: .milliseconds(1)) }
      }
      releaser.yield()
      try await group.waitForAll()
    }
    #expect(order.numbers == [0, 1, 2, 3, 4])
  }

  @Test func asManyAtATimeAsItIsWide() async throws {
    let turns = Turns(width: 2)
    let inside = Inside()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await turns.next {
            #expect(inside.add(1) <= 2)
            try await Task.sleep(for: .milliseconds(1))
            inside.add(-1)
          }
        }
      }
      try await group.waitForAll()
    }
    // Two inside now, and the third waits.
    try await turns.next {
      try await turns.next {
        let third = Task { try await turns.next {} }
        while turns.waitingCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        third.cancel()
      }
    }
  }

  @Test func cancelledWhileWaiting() async throws {
    let turns = Turns()
    try await turns.next {
      let waiter = Task { try await turns.next { _ = Issue.record("had a turn while another held it") } }
      while turns.waitingCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
      waiter.cancel()
      await #expect(throws: CancellationError.self) { try await waiter.value }
    }
    // The turn is free again for the next.
    #expect(try await turns.next { true })
  }

  @Test func cancelledBeforeWaiting() async throws {
    let turns = Turns()
    let waiter = Task {
      while !Task.isCancelled { await Task.yield() }
      try await turns.next { _ = Issue.record("ran although cancelled") }
    }
    waiter.cancel()
    await #expect(throws: CancellationError.self) { try await waiter.value }
  }

  @Test func turnIsGivenBackAfterAnError() async throws {
    struct Failure: Error {}
    let turns = Turns()
    await #expect(throws: Failure.self) { try await turns.next { throw Failure() } }
    #expect(try await turns.next { true })
  }
}

private final class Order: Sendable {
  private let state = Mutex<[Int]>([])
  var numbers: [Int] { state.withLock { $0 } }
  func append(_ number: Int) { state.withLock { $0.append(number) } }
}

private final class Inside: Sendable {
  private let count = Atomic(0)
  @discardableResult func add(_ change: Int) -> Int {
    count.wrappingAdd(change, ordering: .relaxed).newValue
  }
}
