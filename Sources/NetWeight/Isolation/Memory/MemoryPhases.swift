import Foundation
import NetWeightCore

/// Reads this process's memory phase by phase, over what was there before the first.
struct MemoryPhases {
  private let reader: MemoryReader
  private let files: [URL]
  private let residentBefore: Int?
  private let ownBytesBefore: Int
  private let canRestartPeak: Bool
  /// What the statistics said before.
  private let base: Int
  private let follows: Bool

  /// Starts the first phase.
  /// - Parameter files: the variant's, to tell what of them is mapped.
  init(reader: MemoryReader, files: [URL]) {
    self.reader = reader
    self.files = files
    // Once in advance: what is made on first use is not the variant's.
    _ = MappedFiles.bytes(of: files)
    AllocationCounter.findNewImports()
    follows = reader.startTimeline()
    residentBefore = ProcessMemory.residentBytes
    ownBytesBefore = AllocationCounter.ownBytes
    canRestartPeak = ProcessMemory.resetPeak()
    AllocationCounter.reset()
    SeenMemory.restart()
    base = reader.method.isExact ? 0 : SeenMemory().first
  }

  /// Starts the next phase.
  func restart() {
    AllocationCounter.findNewImports()
    _ = ProcessMemory.resetPeak()
    AllocationCounter.restart()
    SeenMemory.restart()
  }

  /// Does something that is not the variant's.
  func aside<Result>(_ body: () throws -> Result) rethrows -> Result {
    try AllocationCounter.pausing(body)
  }

  /// What was read of the phase that ends here.
  func read() -> (phase: PeakMemory.Phase, timeline: MemoryTimeline.Phase) {
    let counts = AllocationCounter.read()
    return aside {
      let seen = SeenMemory()
      var phase = PeakMemory.Phase(
        peakResidentBytes: peakResident, mappedWeightBytes: MappedFiles.bytes(of: files))
      if reader.method.isExact {
        phase.peakRequestedBytes = counts.peak
        phase.totalRequestedBytes = counts.total
        phase.allocations = counts.allocations
        phase.retainedBytes = counts.live
      } else {
        phase.retainedBytes = seen.last - base
        if reader.method == .sampledStatistics { phase.sampledPeakBytes = seen.peak - base }
      }
      return (phase, seen.phase(over: base))
    }
  }

  private var peakResident: Int? {
    guard canRestartPeak, let residentBefore, let peak = ProcessMemory.peakResidentBytes else { return nil }
    // The table of live blocks has grown with the model, but is no part of it.
    return max(0, peak - residentBefore - (AllocationCounter.ownBytes - ownBytesBefore))
  }
}

/// What is kept after each of many runs, noted without allocating anything.
struct RetainedBytes {
  let runs: Int
  private(set) var bytes: [Int] = []
  private(set) var resident: [Int]?
  private let notesRuns: Bool

  init(runs task: MemoryTask, inputs: Int) {
    switch task {
    case .onePass: (runs, notesRuns) = (inputs, false)
    case .repeatedRuns(let count): (runs, notesRuns) = (inputs > 0 ? count : 0, true)
    }
    if notesRuns { AllocationCounter.pausing { bytes.reserveCapacity(runs) } }
  }

  mutating func note() {
    guard notesRuns else { return }
    bytes.append(AllocationCounter.read().live)
    if bytes.count == 1 || bytes.count == runs, let now = ProcessMemory.residentBytes {
      AllocationCounter.pausing { resident = (resident ?? []) + [now] }
    }
  }
}
