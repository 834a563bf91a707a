/// What loading and running one variant cost in memory, read in a process of its own.
///
/// All byte counts are over that process's own base, taken just before loading. Requested bytes are what the
/// code asked for: the same on every allocator and in every run, so a gate may be exact. Resident bytes are
/// what the system gave, in pages, and vary by about 2 %.
public struct PeakMemory: Sendable, Codable, Hashable {
  /// One of the two things that a variant does.
  public struct Phase: Sendable, Codable, Hashable {
    /// The most bytes requested and not yet freed at any moment of this phase; what earlier phases still hold
    /// counts.
    public var peakRequestedBytes: Int
    /// All bytes that this phase asked for, freed or not.
    public var totalRequestedBytes: Int
    /// How many blocks this phase asked for.
    public var allocations: Int
    /// The bytes not freed at the end of this phase; what earlier phases still hold counts.
    public var retainedBytes: Int
    /// The most resident bytes at any moment of this phase; nil where the system does not let this be read.
    public var peakResidentBytes: Int?

    /// Collects the figures of one phase.
    public init(
      peakRequestedBytes: Int, totalRequestedBytes: Int, allocations: Int, retainedBytes: Int,
      peakResidentBytes: Int?
    ) {
      self.peakRequestedBytes = peakRequestedBytes
      self.totalRequestedBytes = totalRequestedBytes
      self.allocations = allocations
      self.retainedBytes = retainedBytes
      self.peakResidentBytes = peakResidentBytes
    }
  }

  /// What counted: `jemalloc 5.3.0, allocation hooks`.
  public var backend: String
  /// From the file to a variant that is ready.
  public var loading: Phase
  /// All predictions, the first included, with the loaded variant in memory: the first is often the largest,
  /// and a device goes through it too.
  public var running: Phase

  /// Collects the figures of both phases.
  public init(backend: String, loading: Phase, running: Phase) {
    self.backend = backend
    self.loading = loading
    self.running = running
  }

  /// The most bytes requested and not yet freed at any moment from before loading to the last prediction.
  public var peakRequestedBytes: Int { max(loading.peakRequestedBytes, running.peakRequestedBytes) }

  /// The most resident bytes at any moment from before loading to the last prediction; nil when unknown.
  public var peakResidentBytes: Int? {
    guard let loading = loading.peakResidentBytes, let running = running.peakResidentBytes else { return nil }
    return max(loading, running)
  }
}

extension PeakMemory {
  /// The least of each figure over several runs of the same work.
  ///
  /// The least and not the median: disturbances (a lazily made table, a first-use cache) only ever add. One
  /// child in 150 had 660 allocations too many.
  /// - Parameter runs: at least one.
  package static func least(of runs: [PeakMemory]) -> PeakMemory {
    PeakMemory(
      backend: runs[0].backend, loading: .least(of: runs.map(\.loading)),
      running: .least(of: runs.map(\.running)))
  }
}

extension PeakMemory.Phase {
  fileprivate static func least(of phases: [PeakMemory.Phase]) -> PeakMemory.Phase {
    func least(_ figure: KeyPath<PeakMemory.Phase, Int>) -> Int { phases.map { $0[keyPath: figure] }.min()! }
    return PeakMemory.Phase(
      peakRequestedBytes: least(\.peakRequestedBytes), totalRequestedBytes: least(\.totalRequestedBytes),
      allocations: least(\.allocations), retainedBytes: least(\.retainedBytes),
      peakResidentBytes: phases.compactMap(\.peakResidentBytes).min())
  }
}
