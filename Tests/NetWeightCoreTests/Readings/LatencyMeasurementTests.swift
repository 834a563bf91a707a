import Foundation
import NetWeightCore
import Synchronization
import Testing

@Suite struct LatencyMeasurementTests {
  private let inputs = (0..<3).map { Tensor(vector: [Float($0)]) }

  private func measured(
    _ reference: any LoadedVariant, _ candidate: any LoadedVariant, budget: Double = 60,
    inputs: [Tensor]? = nil,
    change: (inout LatencyMeasurement) -> Void = { _ in }
  ) async throws -> PairedLatency {
    var measurement = LatencyMeasurement(claim: LatencyClaim(quantile: 0.5, limit: 1), budget: budget)
    change(&measurement)
    return try await measurement.run(
      reference: ("fp32", reference), candidate: ("int8", candidate), inputs: inputs ?? self.inputs,
      quantity: "p50")
  }

  @Test func `half the work holds, and twice the work breaks`() async throws {
    let short = SpinningVariant(nanoseconds: 2_000)
    let long = SpinningVariant(nanoseconds: 8_000)
    let held = try await measured(long, short)
    #expect(held.decision == .held)
    #expect(held.ratio.name == "int8 ÷ fp32")
    #expect(held.ratio.value < 0.8)
    #expect(!held.budgetWasSpent)
    #expect(try await measured(short, long).decision == .broken)
  }

  @Test func `a decided claim is measured until its figures rest on enough pairs`() async throws {
    let latency = try await measured(SpinningVariant(nanoseconds: 8_000), SpinningVariant(nanoseconds: 2_000))
    {
      $0.leastPairs = 20
    }
    #expect(latency.pairs.count == 20)
    #expect(latency.ratio.n == 20)
    #expect(latency.detection == .best)
  }

  @Test func `all looks taken is not the end of the budget`() async throws {
    let same = SpinningVariant(nanoseconds: 2_000)
    let latency = try await measured(same, same) {
      $0.claim.floor = 1e3
      $0.boundary = SequentialBoundary(looks: [8, 12], criticalValue: 3.03)
      $0.leastPairs = 0
    }
    #expect(latency.decision == .undecided)
    #expect(latency.pairs.count == 12)
    #expect(!latency.budgetWasSpent)
  }

  @Test(.enabled(if: PreemptionDetection.best == .restartableSequence))
  func `what lost its core between two blocks is not kept at a tail until it has recovered`() async throws {
    let same = SpinningVariant(nanoseconds: 4_000)
    let latency = try await measured(same, same) {
      $0.claim = LatencyClaim(quantile: 0.95, limit: 1.05, floor: 1e3)
      $0.boundary = SequentialBoundary(looks: [64], criticalValue: 3.03)
      $0.leastPairs = 64
      $0.begins = { _ in usleep(100) }
    }
    // Of the four that a block keeps the first two are among the three after it.
    #expect(latency.pairs.allSatisfy { $0.reference.count <= 2 && $0.candidate.count <= 2 })
    #expect(latency.reference.calls > 64)
  }

  @Test func `blocks alternate in random order and both get the same inputs`() async throws {
    let calls = CallLog()
    let latency = try await measured(
      SpinningVariant(nanoseconds: 4_000, name: "A", calls: calls),
      SpinningVariant(nanoseconds: 4_000, name: "B", calls: calls)
    ) {
      $0.claim.floor = 1e3
      $0.boundary = SequentialBoundary(looks: [64], criticalValue: 3.03)
      $0.leastPairs = 64
    }
    #expect(latency.pairs.count == 64)
    // Behind the warm-up, pair by pair.
    let measured = calls.entries.suffix(64 * 6)
    var firstNames: [String] = []
    for pair in 0..<64 {
      let blocks = measured.dropFirst(pair * 6).prefix(6)
      let first = Array(blocks.prefix(3))
      let second = Array(blocks.suffix(3))
      firstNames.append(first[0].name)
      #expect(Set(first.map(\.name)).count == 1)
      #expect(Set(second.map(\.name)).count == 1)
      #expect(first[0].name != second[0].name)
      #expect(first.map(\.input) == second.map(\.input))
    }
    // Sixty-four fair coins that all fall alike, or strictly by turns: one in 10^18.
    let changes = zip(firstNames, firstNames.dropFirst()).count { $0 != $1 }
    #expect(changes > 0 && changes < 63)
  }

  @Test func `a variant that suspends is timed too, without a word on preemption`() async throws {
    let latency = try await measured(
      SuspendingVariant(nanoseconds: 8_000), SpinningVariant(nanoseconds: 2_000))
    #expect(latency.decision == .held)
    #expect(latency.detection == .none)
    #expect(latency.preemptedShare == 0)
  }

  @Test func `a slow variant that ends the budget is undecided and says why`() async throws {
    let slow = SuspendingVariant(nanoseconds: 5_000_000)
    // The warm-up alone takes longer than this, so that there is time for the first pair only.
    let latency = try await measured(slow, slow, budget: 0.02)
    #expect(latency.decision == .undecided)
    #expect(latency.budgetWasSpent)
    #expect(latency.pairs.count == 1)
    #expect(latency.ratio.interval == Interval(0, .infinity))
  }

  @Test(arguments: [(0.0, "0"), (-1, "-1"), (.nan, "NaN")])
  func `no budget is no measurement`(seconds: Double, text: String) async {
    let variant = SpinningVariant(nanoseconds: 1_000)
    let error = await #expect(throws: LatencyFailure.self) {
      try await measured(variant, variant, budget: seconds)
    }
    #expect(error?.description == "a time budget of \(text) s allows no measurement")
  }

  @Test func `no inputs are no measurement`() async {
    let variant = SpinningVariant(nanoseconds: 1_000)
    let error = await #expect(throws: LatencyFailure.self) {
      try await measured(variant, variant, inputs: [])
    }
    #expect(error == .noInputs)
    #expect(error?.description == "there are no inputs to time the variants on")
  }

  @Test func `calls shorter than the clock can tell are timed together`() async throws {
    let latency = try await measured(ScriptedVariant { $0 }, SpinningVariant(nanoseconds: 2_000))
    #expect(latency.callsPerTiming > 1)
    #expect(latency.decision == .broken)
  }

  @Test func `answers that change between calls are noticed`() async throws {
    let calls = Atomic(0)
    let restless = ScriptedVariant { _ in
      Tensor(vector: [Float(calls.add(1, ordering: .relaxed).newValue)])
    }
    let steady = SpinningVariant(nanoseconds: 2_000)
    #expect(try await !measured(restless, steady).repeatsItself)
    #expect(
      try await measured(steady, steady) { $0.boundary = .init(looks: [8], criticalValue: 3) }.repeatsItself)
  }

  @Test func `a quantile far out is refused where the budget has no room for it`() async {
    let variant = SpinningVariant(nanoseconds: 200_000)
    let error = await #expect(throws: LatencyFailure.self) {
      try await measured(variant, variant, budget: 0.2) {
        $0.claim.quantile = 0.99
      }
    }
    #expect(
      error?.description
        == "p50 needs 1000 calls of each variant or more, which do not fit into the time budget")
    #expect(error?.advice.hasPrefix("raise .budget(seconds: ") == true)
  }

  @Test func `what a variant throws comes out as it is`() async {
    let failing = ScriptedVariant { _ in throw PlannedFailure() }
    let working = SpinningVariant(nanoseconds: 1_000)
    await #expect(throws: PlannedFailure.self) { try await measured(failing, working) }
    await #expect(throws: PlannedFailure.self) { try await measured(working, failing) }
  }

  @Test func `variants that keep what they allocate are stopped before the memory is gone`() async throws {
    let failure = await #expect(throws: LatencyFailure.self) {
      let hoarding = HoardingVariant(bytesPerCall: 1 << 20)
      return try await measured(hoarding, hoarding) {
        $0.claim.floor = 1e3
        $0.growthAllowed = 64 << 20
      }
    }
    let description = try #require(failure?.description)
    #expect(
      description.contains(/^the process grew by .* MB in \d+ pairs of blocks, which is too much to go on$/))
  }

  @Test func `cancellation ends it`() async {
    let cancelling = ScriptedVariant { input in
      withUnsafeCurrentTask { $0?.cancel() }
      return input
    }
    await #expect(throws: CancellationError.self) {
      try await Task { try await measured(cancelling, cancelling) }.value
    }
  }

  @Test func `an input is never one too few`() async throws {
    let variant = SpinningVariant(nanoseconds: 1_000)
    let latency = try await measured(variant, variant, inputs: [inputs[0]]) {
      $0.boundary = SequentialBoundary(looks: [8], criticalValue: 3.03)
      $0.leastPairs = 8
    }
    #expect(latency.pairs.count == 8)
  }
}

/// What was called with what, in order.
private final class CallLog: Sendable {
  private let log = Mutex<[(name: String, input: Float)]>([])
  var entries: [(name: String, input: Float)] { log.withLock { $0 } }
  func add(_ name: String, _ input: Float) { log.withLock { $0.append((name, input)) } }
}

/// Works for so long on the calling thread.
private struct SpinningVariant: SynchronousLoadedVariant {
  var nanoseconds: UInt64
  var name = ""
  var calls: CallLog?

  func predict(_ input: Tensor) throws -> Tensor {
    calls?.add(name, input.scalars[0])
    let end = MonotonicClock.nanoseconds() + nanoseconds
    while MonotonicClock.nanoseconds() < end {}
    return input
  }
}

/// Never gives back what a call allocates.
private final class HoardingVariant: SynchronousLoadedVariant {
  private let bytesPerCall: Int
  private let kept = Mutex<[[UInt8]]>([])

  init(bytesPerCall: Int) { self.bytesPerCall = bytesPerCall }

  func predict(_ input: Tensor) throws -> Tensor {
    kept.withLock { $0.append([UInt8](repeating: 1, count: bytesPerCall)) }
    return input
  }
}

/// Works for so long behind a suspension.
private struct SuspendingVariant: LoadedVariant {
  var nanoseconds: UInt64

  func predict(_ input: Tensor) async throws -> Tensor {
    await Task.yield()
    return try SpinningVariant(nanoseconds: nanoseconds).predict(input)
  }
}
