/// What all judgments on memory say of a reading.
extension MemoryReadings {
  /// Why no better method read, a line each.
  var remarkNotes: [Verdict.Note] { remarks.map { .init("better", $0) } }

  /// The way to exact figures.
  /// - Parameter counted: what is to be counted: `every byte`.
  static func installingJemalloc(counting counted: String) -> String {
    "install jemalloc 5.2.1 to 5.3.1, whose hooks count \(counted): apt-get install libjemalloc-dev"
  }

  /// What to do where neither most of the processes are over a limit nor most of them within it.
  static let onBothSides =
    "its processes are on both sides of the limit: promise more, or run it on one thread"

  /// A verdict on a claim about counts where nothing was counted.
  /// - Parameters:
  ///   - subject: what was not: `allocations of 'int8' were`.
  ///   - pronoun: the same in short, for the next step.
  func uncounted(_ claim: Claim, _ subject: String, _ pronoun: String) -> Verdict {
    var verdict = Verdict.inconclusive(
      claim, .memoryUnreadable, "\(subject) not counted: \(processes[0].backend)",
      next: [Self.installingJemalloc(counting: pronoun)])
    verdict.notes = remarkNotes
    return verdict
  }
}

extension PeakMemory {
  /// Bytes that are kept after loading over the size of the files, where that is more than half of them: a second copy
  /// of the weights, perhaps; nil where it is not. What is mapped is no copy.
  func keptBeyond(artefactBytes: Int) -> Int? {
    guard let kept = loading.retainedBytes, artefactBytes > 0 else { return nil }
    return Double(kept) > 1.5 * Double(artefactBytes) ? kept - artefactBytes : nil
  }

  /// How much more of no file is resident than was counted as kept, where that is far more than what allocators keep for
  /// themselves: half as much again, and 16 MB. nil where it is not, or where nothing was counted.
  var uncountedBytes: Int? {
    let unseen = [loading, running].compactMap { phase -> Int? in
      guard phase.peakRequestedBytes != nil, let kept = phase.retainedBytes,
        let resident = phase.residentAnonymousBytes
      else { return nil }
      return Double(resident) > 1.5 * Double(kept) + 16_000_000 ? resident - kept : nil
    }
    return unseen.max()
  }

  /// A line that says by what a baseline was counted, where that is not what counts now: Swift's arrays take the room
  /// that the allocator has left, and so ask for more under one than under another.
  func countedDifferently(from found: PeakMemory) -> [Verdict.Note] {
    backend == found.backend ? [] : [.init("baseline by", backend)]
  }
}

extension PeakMemory.Phase {
  /// The figures that are known, for a line of a verdict.
  var text: String {
    let bytes: (Int) -> String = { Format.bytes(Double($0)) }
    return [
      peakRequestedBytes.map { "peak \(bytes($0))" }, sampledPeakBytes.map { "seen at most \(bytes($0))" },
      totalRequestedBytes.map { "requested \(bytes($0))" }, allocations.map { "\($0) allocations" },
      retainedBytes.map { "kept \(bytes($0))" }, peakResidentBytes.map { "resident \(bytes($0))" },
      mappedWeightBytes.flatMap { $0 > 0 ? "files mapped \(bytes($0))" : nil },
    ].compactMap(\.self).joined(separator: ", ")
  }
}
