import Foundation
import NetWeightCore

/// Reads this process's memory phase by phase, over what was there before the first.
struct MemoryPhases {
  /// What was read of one of them.
  typealias Reading = (phase: PeakMemory.Phase, timeline: MemoryTimeline.Phase)

  private let reader: MemoryReader
  private let files: [URL]
  private let residentBefore, anonymousBefore: Int?
  private let ownBytesBefore: Int
  private let canRestartPeak: Bool
  /// What the statistics said before.
  private let base: Int
  private let isFollowed: Bool

  /// Starts the first phase.
  /// - Parameter files: the variant's, to tell what of them is mapped.
  /// - Throws: ``MemoryUnreadable`` where the reader depends on being asked again and again, and cannot be.
  init(reader: MemoryReader, files: [URL]) throws(MemoryUnreadable) {
    self.reader = reader
    self.files = files
    // Once in advance: what is made on first use is not the variant's.
    _ = MappedFiles.bytes(of: files)
    AllocationCounter.findNewImports()
    isFollowed = reader.startTimeline()
    guard isFollowed || reader.method != .sampledStatistics else {
      throw MemoryUnreadable(problems: ["no thread could be made to read \(reader.name)"])
    }
    residentBefore = ProcessMemory.residentBytes
    anonymousBefore = ProcessMemory.residentAnonymousBytes
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
  func read() -> Reading {
    let counts = AllocationCounter.read()
    return aside {
      let seen = SeenMemory()
      var phase = PeakMemory.Phase(
        peakResidentBytes: peakResident(seen), residentAnonymousBytes: residentAnonymous,
        mappedWeightBytes: MappedFiles.bytes(of: files))
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

  /// nil where nobody could follow.
  func timeline(_ loading: Reading, _ running: Reading) -> MemoryTimeline? {
    isFollowed ? MemoryTimeline(loading: loading.timeline, running: running.timeline) : nil
  }

  // The table of live blocks has grown with the model, but is no part of it.
  private var ownGrowth: Int { AllocationCounter.ownBytes - ownBytesBefore }

  private func peakResident(_ seen: SeenMemory) -> Int? {
    guard let residentBefore else { return nil }
    if canRestartPeak {
      return ProcessMemory.peakResidentBytes.map { max(0, $0 - residentBefore - ownGrowth) }
    }
    // macOS keeps one peak for the whole life of a process, and some containers refuse to start it over: what was
    // resident each millisecond is left, where that is what is read.
    return reader.method == .residentPages && isFollowed ? max(0, seen.peak - base) : nil
  }

  private var residentAnonymous: Int? {
    guard let anonymousBefore, let now = ProcessMemory.residentAnonymousBytes else { return nil }
    return now - anonymousBefore - ownGrowth
  }
}
