/// Times blocks of calls and counts those that were preempted.
struct BlockTimer {
  var plan = BlockPlan(timings: 1, discarded: 0, repetitions: 1) {
    didSet { recovery.timings = isAllSynchronous ? plan.recovery : 0 }
  }
  private let inputs: TimedInputs
  private var probe = PreemptionProbe()
  private var next = 0
  private var timed = 0
  private var preempted = 0
  private var ticked = 0
  private var recovery = PreemptionRecovery(timings: 0)
  /// Told the name of a variant before each of its blocks.
  var begins: (@Sendable (String) -> Void)?
  /// Whether neither variant suspends. Only then are interrupted timings dropped: of both variants or of none, or the
  /// tail of one would be cut and that of the other not.
  let isAllSynchronous: Bool

  init(inputs: [Tensor], variants: [any LoadedVariant]) {
    self.inputs = TimedInputs(inputs)
    isAllSynchronous = variants.allSatisfy { $0 is any SynchronousLoadedVariant }
  }

  /// The share of the timings that was interrupted, of those behind the first of each block, 0…1.
  var preemptedShare: Double { timed == 0 ? 0 : Double(preempted) / Double(timed) }

  /// The share of the timings that met a tick of the system's timer without being preempted, 0…1; 0 where that is not
  /// watched.
  var tickedShare: Double { timed == 0 ? 0 : Double(ticked) / Double(timed) }

  /// What told of preemption. Nothing does in a call that may go on on another thread, so then nothing is claimed.
  var detection: PreemptionDetection { isAllSynchronous ? probe.detection : .none }

  /// What is to be said of interrupted calls.
  var warnings: [MeasurementWarning] {
    if !isAllSynchronous { return [.suspends] }
    if detection == .none { return [.preemptionUnseen] }
    return preemptedShare >= 0.05 ? [.preempted(share: preemptedShare, isDropped: plan.dropsPreempted)] : []
  }

  /// Runs a variant until its speed has settled: one call, and more up to 25 ms or 200 calls.
  /// - Returns: nanoseconds of a typical call, and whether two calls on the same input gave the same answer.
  mutating func warmUp(
    _ variant: any LoadedVariant, named name: String, deadline: UInt64
  ) async throws -> (typical: Double, repeatsItself: Bool) {
    begins?(name)
    var durations: [Double] = []
    let start = MonotonicClock.nanoseconds()
    let first = try await variant.predict(inputs[0])
    durations.append(Double(MonotonicClock.nanoseconds() - start))
    var repeatsItself = true
    let end = min(deadline, start + 25_000_000)
    for index in 0..<200 {
      let start = MonotonicClock.nanoseconds()
      guard start < end else { break }
      let answer = try await variant.predict(inputs[index % inputs.count])
      durations.append(Double(MonotonicClock.nanoseconds() - start))
      // Compared by bits: NaN is not equal to itself.
      if index == 0 {
        repeatsItself = answer.scalars.elementsEqual(first.scalars) { $0.bitPattern == $1.bitPattern }
      }
    }
    return (Quantile.median(of: durations), repeatsItself)
  }

  /// Times one block of each variant, on the same inputs.
  mutating func pair(
    _ reference: (name: String, variant: any LoadedVariant),
    _ candidate: (name: String, variant: any LoadedVariant), referenceFirst: Bool
  ) async throws -> BlockPair {
    let first = try await block(referenceFirst ? reference : candidate)
    let second = try await block(referenceFirst ? candidate : reference)
    next = (next + plan.timings) % inputs.count
    return BlockPair(
      reference: referenceFirst ? first : second, candidate: referenceFirst ? second : first)
  }

  private mutating func block(_ named: (name: String, variant: any LoadedVariant)) async throws -> [Double] {
    begins?(named.name)
    let variant = named.variant
    if let variant = variant as? any SynchronousLoadedVariant { return try synchronousBlock(variant) }
    var durations: [Double] = []
    durations.reserveCapacity(plan.timings)
    var input = next
    for index in 0..<plan.timings {
      let tick = TimerTick.last()
      let start = MonotonicClock.nanoseconds()
      for _ in 0..<plan.repetitions { _ = try await variant.predict(inputs[input]) }
      var timing = Timing(start: start, end: MonotonicClock.nanoseconds())
      timing.metTick = plan.watchesTicks && TimerTick.last() != tick
      input = input + 1 == inputs.count ? 0 : input + 1
      if index >= plan.discarded { keep(timing, in: &durations) }
    }
    return durations
  }

  /// The same without any `await`, and with each timing watched for preemption.
  private mutating func synchronousBlock(_ variant: any SynchronousLoadedVariant) throws -> [Double] {
    // On the stack: nothing in the loop allocates but the variant itself.
    try withUnsafeTemporaryAllocation(of: Timing.self, capacity: plan.timings) { timings in
      try record(variant, into: timings)
      var durations: [Double] = []
      durations.reserveCapacity(plan.kept)
      for (index, timing) in timings.enumerated() {
        let isRecovered = recovery.isOver(atTimingThat: timing.isPreempted)
        if index >= plan.discarded, isRecovered { keep(timing, in: &durations) }
      }
      return durations
    }
  }

  /// One reading of the clock ends a timing and begins the next, so a timing holds one reading and the 10 ns or so of
  /// the loop, which is under 2 % of the shortest that a plan allows and the same for both variants.
  private mutating func record(
    _ variant: any SynchronousLoadedVariant, into timings: UnsafeMutableBufferPointer<Timing>
  ) throws {
    var probe = probe
    let inputs = inputs
    var input = next
    let repetitions = plan.repetitions
    let tickPeriod = plan.watchesTicks ? UInt64(TimerTick.period ?? 0) : 0
    var usage = ThreadUsage.now()
    // Armed behind the last timing of the block before. Linux likes to take a core on the way back from a system call, so
    // this is where most of it happens: counted by that call it would be seen one block too late.
    if probe.tripped() {
      recovery.begin()
      usage = ThreadUsage.now()
    }
    var tick = TimerTick.last()
    // No tick comes before the clock has reached it, so that most calls need not ask.
    var nextTick = tickPeriod > 0 ? tick + tickPeriod : .max
    probe.arm()
    var start = MonotonicClock.nanoseconds()
    for index in timings.indices {
      for _ in 0..<repetitions { try inputs.run(variant, at: input) }
      let end = MonotonicClock.nanoseconds()
      let isTripped = probe.tripped()
      timings[index] = Timing(start: start, end: end)
      if end >= nextTick {
        let now = TimerTick.last()
        timings[index].metTick = now != tick
        tick = now
        nextTick = now + tickPeriod
      }
      probe.arm()
      start = end
      if isTripped || !probe.isFree {
        // A variant that waits gives up its core by itself, which trips the probe too, and is a cost to be kept.
        let now = ThreadUsage.now()
        if isTripped, now.involuntarySwitches != usage.involuntarySwitches {
          timings[index].cpuTime = now.cpuTime(since: usage, from: timings[index].start)
        }
        usage = now
        // Asking the kernel takes longer than some calls.
        start = MonotonicClock.nanoseconds()
      }
      input = input + 1 == inputs.count ? 0 : input + 1
    }
    self.probe = probe
  }

  private mutating func keep(_ timing: Timing, in durations: inout [Double]) {
    var nanoseconds = Double(timing.end - timing.start)
    timed += 1
    // Nothing is claimed of a pair of which only one can be watched.
    if isAllSynchronous, let cpuTime = timing.cpuTime {
      preempted += 1
      if plan.dropsPreempted {
        // The longer a call, the more often it is interrupted. To drop those that are slow of their own would hide a
        // tail; the time that they had on the core is what they take.
        guard Double(cpuTime) > plan.slowTiming else { return }
        nanoseconds = min(nanoseconds, Double(cpuTime))
      }
    } else if timing.metTick, nanoseconds <= plan.slowTiming {
      ticked += 1
      return
    }
    durations.append(nanoseconds / Double(plan.repetitions))
  }
}

/// One or more calls, timed together.
private struct Timing {
  /// Nanoseconds.
  var start, end: UInt64
  /// Nanoseconds on a core, of a timing that was preempted.
  var cpuTime: UInt64?
  var metTick = false

  var isPreempted: Bool { cpuTime != nil }
}
