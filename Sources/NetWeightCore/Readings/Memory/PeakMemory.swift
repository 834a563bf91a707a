/// What loading and running one variant cost in memory, read in a process of its own.
///
/// All byte counts are over that process's own base, taken just before loading. Requested bytes are what the
/// code asked for: the same in every run of code on one thread, so a gate may be exact.
/// Resident bytes are what the system gave, in pages, and vary by about 2 %.
public struct PeakMemory: Sendable, Codable, Hashable {
  /// One of the two things that a variant does.
  public struct Phase: Sendable, Codable, Hashable {
    /// The most bytes requested and not yet freed at any moment of this phase; what earlier phases still hold
    /// counts. nil where blocks are not counted.
    public var peakRequestedBytes: Int?
    /// All bytes that this phase asked for, freed or not; nil where blocks are not counted.
    public var totalRequestedBytes: Int?
    /// How many blocks this phase asked for; nil where blocks are not counted.
    public var allocations: Int?
    /// The bytes not freed at the end of this phase; what earlier phases still hold counts. Where blocks are not
    /// counted, by what the method reads.
    public var retainedBytes: Int?
    /// The most bytes in use that the allocator's statistics were seen with; nil where blocks are counted, or there are
    /// no statistics.
    public var sampledPeakBytes: Int?
    /// The most resident bytes at any moment of this phase; nil where the system does not let this be read.
    public var peakResidentBytes: Int?
    /// How many more bytes of memory that belongs to no file were resident at the end of this phase than before loading;
    /// nil where the system does not say. Far more than was counted is memory that never went through `malloc`.
    public var residentAnonymousBytes: Int?
    /// How much of the variant's files was mapped into memory at the end of this phase, apart from all other figures;
    /// nil where the system does not say.
    public var mappedWeightBytes: Int?

    /// Collects the figures of one phase.
    public init(
      peakRequestedBytes: Int? = nil, totalRequestedBytes: Int? = nil, allocations: Int? = nil,
      retainedBytes: Int? = nil, sampledPeakBytes: Int? = nil, peakResidentBytes: Int? = nil,
      residentAnonymousBytes: Int? = nil, mappedWeightBytes: Int? = nil
    ) {
      self.peakRequestedBytes = peakRequestedBytes
      self.totalRequestedBytes = totalRequestedBytes
      self.allocations = allocations
      self.retainedBytes = retainedBytes
      self.sampledPeakBytes = sampledPeakBytes
      self.peakResidentBytes = peakResidentBytes
      self.residentAnonymousBytes = residentAnonymousBytes
      self.mappedWeightBytes = mappedWeightBytes
    }

    /// Between which bounds the peak is, in bytes: one number where blocks were counted. Otherwise half of what
    /// the statistics were seen with is the lower one, since they are not seen all the time and round small blocks up to
    /// twice their size, and the resident pages are the upper one, with 2 % and 512 kB for what they vary by. nil where
    /// nothing was read.
    public var peak: ClosedRange<Double>? {
      if let exact = peakRequestedBytes { return Double(exact)...Double(exact) }
      guard sampledPeakBytes != nil || peakResidentBytes != nil else { return nil }
      let seen = Double(max(0, sampledPeakBytes ?? 0)) / 2
      // Without a bound above it is infinite: nothing is promised by what was seen alone.
      let most = peakResidentBytes.map { 1.02 * Double($0) + 512_000 } ?? .infinity
      return seen...max(2 * seen, most)
    }
  }

  /// What counted: `jemalloc 5.3.0, allocation hooks`.
  public var backend: String
  /// From the file to a variant that is ready.
  public var loading: Phase
  /// All predictions, the first included, with the loaded variant in memory: the first is often the largest,
  /// and a device goes through it too.
  public var running: Phase
  /// What it ran on: `the first 64 samples of digits/gold`; nil where nobody said.
  public var workload: String?

  /// Collects the figures of both phases.
  public init(backend: String, loading: Phase, running: Phase, workload: String? = nil) {
    self.backend = backend
    self.workload = workload
    self.loading = loading
    self.running = running
  }

  /// Between which bounds the peak from before loading to the last prediction is, in bytes: one number where blocks were
  /// counted. nil where nothing was read.
  public var peak: ClosedRange<Double>? {
    guard let loading = loading.peak, let running = running.peak else { return nil }
    return max(loading.lowerBound, running.lowerBound)...max(loading.upperBound, running.upperBound)
  }

  /// The most bytes requested and not yet freed at any moment from before loading to the last prediction; nil where
  /// blocks were not counted.
  public var peakRequestedBytes: Int? {
    guard let loading = loading.peakRequestedBytes, let running = running.peakRequestedBytes else {
      return nil
    }
    return max(loading, running)
  }

  /// The most resident bytes at any moment from before loading to the last prediction; nil when unknown.
  public var peakResidentBytes: Int? {
    guard let loading = loading.peakResidentBytes, let running = running.peakResidentBytes else { return nil }
    return max(loading, running)
  }
}

extension PeakMemory {
  /// The peak for a cell of a table: `316 kB`, or `2.10 MB … 2.90 MB` where it was not counted.
  package var peakText: String {
    guard let peak else { return "—" }
    guard peak.lowerBound < peak.upperBound else { return Format.bytes(peak.lowerBound) }
    return "\(Format.bytes(peak.lowerBound)) … \(Format.bytes(peak.upperBound))"
  }
}
