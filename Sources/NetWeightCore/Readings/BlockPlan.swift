/// How calls are put together to blocks, by the quantile in question, how long a call takes and how much time there is.
package struct BlockPlan: Equatable {
  /// Timings in a block, the discarded ones included.
  package var timings: Int
  /// How many at the start of a block are not kept, since they pay for the other variant's footprint in the caches.
  package var discarded: Int
  /// Calls in one timing: more than one where a call is too near to the cost of reading the clock.
  package var repetitions: Int
  /// Whether interrupted timings are dropped. One that is longer than the system's time slices is hardly ever without
  /// an interruption, and nothing would be left.
  package var dropsPreempted = true
  /// How many timings after a preempted one are dropped too. None at a median: they do not move it, and beside a neighbour
  /// that never rests a fifth of all would be missing.
  package var recovery = 0
  /// Whether timings that met a tick of the system's timer are told and dropped: not where hardly any meets one, or so
  /// many that leaving them out would thin the tail.
  package var watchesTicks = false
  /// Nanoseconds beyond which a timing is slow for a reason of its own, and is kept whatever interrupted it; a tick takes
  /// 20 to 60 µs.
  package var slowTiming = Double.infinity

  /// Pairs without which no claim can be decided: the first look is at so many.
  package static let leastPairs = SequentialBoundary.standard.looks[0]

  /// A timing shorter than this, in nanoseconds, is too near to the cost of reading the clock (about 30).
  private static let shortestTiming = 2000.0

  /// Of timings shorter than this, in nanoseconds, under one in a hundred meets a tick.
  private static let shortestTicked = 10_000.0

  /// Nanoseconds after which Linux may give the core to another process that waits for it.
  private static let timeSlice = 3e6

  /// Calls this long, in nanoseconds, no longer notice what ran before them.
  private static let longCall = 5e6

  /// How many timings of a block are kept where time does not press.
  ///
  /// The noise of a machine comes in waves, so the nearer to each other both variants are timed the more of it they
  /// share: work that is bound by memory was decided at p50 in a third of the time with two kept of three instead of five
  /// of six, and no other work was decided later. One kept is better still at that, but then the ratio is that of single
  /// calls and no longer of medians. A tail needs more, or its slow calls are a good part of the level that they are to be
  /// told from: with three kept a tail of 8 % slow calls took half as long again as with four.
  private static func mostKept(at quantile: Double) -> Int {
    quantile <= lastCentral ? 2 : quantile <= 0.95 ? 4 : 5
  }

  /// Quantiles beyond this are of the tail.
  private static let lastCentral = 0.9

  /// Chooses the best blocks of which enough pairs fit into the time.
  /// - Parameters:
  ///   - quantile: the quantile in question, 0…1.
  ///   - reference: nanoseconds of one call of the reference.
  ///   - candidate: nanoseconds of one call of the candidate.
  ///   - remaining: nanoseconds that are left.
  ///   - tickPeriod: nanoseconds between two ticks of the system's timer; nil where they cannot be told.
  package init(
    quantile: Double, reference: Double, candidate: Double, remaining: Double,
    tickPeriod: Double? = TimerTick.period
  ) {
    let shorter = max(0.5, min(reference, candidate))
    repetitions = shorter >= Self.shortestTiming ? 1 : Int((Self.shortestTiming / shorter).rounded(.up))
    let kept = stride(from: Self.mostKept(at: quantile), through: 2, by: -1)
    var choices = kept.map { (timings: $0 + 1, discarded: 1) }
    choices += shorter >= Self.longCall ? [(2, 0), (1, 0)] : [(2, 1)]
    let perTiming = (reference + candidate) * Double(repetitions)
    let fitting = choices.first { Double(Self.leastPairs * $0.timings) * perTiming * 1.2 <= remaining }
    let chosen = fitting ?? choices[choices.count - 1]
    let longest = max(reference, candidate) * Double(repetitions)
    slowTiming = 1.25 * longest + 100_000
    watchesTicks = longest >= Self.shortestTicked && 4 * longest < tickPeriod ?? 0
    dropsPreempted = longest < Self.timeSlice
    recovery = dropsPreempted && quantile > Self.lastCentral ? 3 : 0
    timings = chosen.timings
    discarded = chosen.discarded
  }

  package init(timings: Int, discarded: Int, repetitions: Int) {
    self.timings = timings
    self.discarded = discarded
    self.repetitions = repetitions
  }

  /// Timings of each variant that one pair gives.
  package var kept: Int { timings - discarded }
}
