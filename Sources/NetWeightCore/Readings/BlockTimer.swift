/// Times blocks of calls and counts those that were preempted.
struct BlockTimer {
  private let inputs: [Tensor]
  private let calls: Int
  private var probe = PreemptionProbe()
  private var next = 0
  private var timed = 0
  private var preempted = 0
  private(set) var typicalDuration = Double.infinity

  init(inputs: [Tensor], calls: Int) {
    self.inputs = inputs
    self.calls = calls
  }

  var preemptedShare: Double { timed == 0 ? 0 : Double(preempted) / Double(timed) }
  /// What told of preemption. Nothing does in a call that may go on on another thread, so then nothing is claimed.
  var detection: PreemptionDetection { isAllSynchronous ? probe.detection : .none }
  private var isAllSynchronous = true

  /// Runs a variant until its speed has settled: one call, then at most 50 ms or 200 calls.
  mutating func warmUp(_ variant: any LoadedVariant) async throws {
    _ = try await variant.predict(inputs[0])
    let end = MonotonicClock.nanoseconds() + 50_000_000
    for index in 0..<200 where MonotonicClock.nanoseconds() < end {
      _ = try await variant.predict(inputs[index % inputs.count])
    }
  }

  /// Times one block of each variant, on the same inputs.
  mutating func pair(
    _ reference: any LoadedVariant, _ candidate: any LoadedVariant, referenceFirst: Bool
  ) async throws -> BlockPair {
    let first = try await block(referenceFirst ? reference : candidate)
    let second = try await block(referenceFirst ? candidate : reference)
    next = (next + calls) % inputs.count
    let pair = BlockPair(
      reference: referenceFirst ? first : second, candidate: referenceFirst ? second : first)
    typicalDuration = min(typicalDuration, Quantile.median(of: first), Quantile.median(of: second))
    return pair
  }

  private mutating func block(_ variant: any LoadedVariant) async throws -> [Double] {
    if let variant = variant as? any SynchronousLoadedVariant { return try synchronousBlock(variant) }
    var durations: [Double] = []
    durations.reserveCapacity(calls)
    for call in 0..<calls {
      let input = inputs[(next + call) % inputs.count]
      let start = MonotonicClock.nanoseconds()
      _ = try await variant.predict(input)
      let end = MonotonicClock.nanoseconds()
      if call > 0 { durations.append(Double(end - start)) }
    }
    isAllSynchronous = false
    return durations
  }

  private mutating func synchronousBlock(_ variant: any SynchronousLoadedVariant) throws -> [Double] {
    var durations: [Double] = []
    durations.reserveCapacity(calls)
    for call in 0..<calls {
      let input = inputs[(next + call) % inputs.count]
      probe.arm()
      let start = MonotonicClock.nanoseconds()
      _ = try variant.predict(input)
      let end = MonotonicClock.nanoseconds()
      let wasPreempted = probe.tripped()
      guard call > 0 else { continue }
      timed += 1
      if wasPreempted { preempted += 1 } else { durations.append(Double(end - start)) }
    }
    return durations
  }
}
