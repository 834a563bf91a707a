import NetWeightCore

/// What a measuring process does with its variant.
package enum MemoryTask: Sendable {
  /// Loads it and predicts every input once.
  case onePass
  /// Loads it and predicts the inputs in turn, so many times in all, at least one.
  case repeatedRuns(Int)

  /// How many inputs are predicted in turn, at most: of repeated runs each fifth has to meet all of them.
  var mostInputs: Int {
    switch self {
    case .onePass: .max
    case .repeatedRuns(let count): max(1, count / 5)
    }
  }

  /// How long one process may take, from its start to its end: a minute for each 64 runs.
  var limit: Duration {
    switch self {
    case .onePass: .seconds(60)
    case .repeatedRuns(let count): .seconds(60 * max(1, (count + 63) / 64))
    }
  }
}

/// What a measuring process read.
package struct MemoryReading: Codable, Sendable, Equatable {
  /// The figures of loading and of all runs.
  package var memory: PeakMemory
  /// Live bytes over time.
  package var timeline: MemoryTimeline?
  /// Bytes that were kept after each run of a task that repeats them; empty otherwise.
  package var retainedBytes: [Int] = []
  /// Resident bytes after the first fifth of the runs and after the last; nil where the system does not say.
  package var residentBytes: [Int]?
  /// Why no better method read them.
  package var refusals: [String] = []
}
