/// The same work read in several processes.
public struct MemoryReadings: Sendable, Hashable {
  /// One reading of each process, at least one.
  public let processes: [PeakMemory]
  /// Live bytes over time in the last of them; nil where nobody followed them.
  public var timeline: MemoryTimeline?
  /// Why no better method read them, and what else a reader has to know.
  public var remarks: [String]

  /// Collects readings.
  /// - Parameter processes: at least one.
  public init(_ processes: [PeakMemory], timeline: MemoryTimeline? = nil, remarks: [String] = []) {
    precondition(!processes.isEmpty, "readings of no process")
    self.processes = processes
    self.timeline = timeline
    self.remarks = remarks
  }

  /// The median of each figure, of two the lower.
  ///
  /// Disturbances only ever add (a lazily made table, a first-use cache: one child in 150 had 660 allocations too many),
  /// so one disturbed process of three does not matter. Not the least: where threads make the figure vary, it would be
  /// the luckiest.
  public var median: PeakMemory {
    PeakMemory(
      backend: processes[0].backend, loading: Self.median(processes.map(\.loading)),
      running: Self.median(processes.map(\.running)), workload: processes[0].workload)
  }

  /// The median for a baseline, without the counts of which no two processes have the same: nothing can be gated by them.
  public var record: PeakMemory {
    var record = median
    func repeats(_ figure: (PeakMemory) -> Int?) -> Bool {
      let found = figures(figure)
      return found.count < 2 || Set(found).count < found.count
    }
    if !repeats(\.loading.allocations) { record.loading.allocations = nil }
    if !repeats(\.loading.totalRequestedBytes) { record.loading.totalRequestedBytes = nil }
    if !repeats(\.running.allocations) { record.running.allocations = nil }
    if !repeats(\.running.totalRequestedBytes) { record.running.totalRequestedBytes = nil }
    return record
  }

  private static func median(_ phases: [PeakMemory.Phase]) -> PeakMemory.Phase {
    func median(_ figure: (PeakMemory.Phase) -> Int?) -> Int? { Self.median(of: phases.compactMap(figure)) }
    return PeakMemory.Phase(
      peakRequestedBytes: median(\.peakRequestedBytes), totalRequestedBytes: median(\.totalRequestedBytes),
      allocations: median(\.allocations), retainedBytes: median(\.retainedBytes),
      sampledPeakBytes: median(\.sampledPeakBytes), peakResidentBytes: median(\.peakResidentBytes),
      residentAnonymousBytes: median(\.residentAnonymousBytes),
      mappedWeightBytes: median(\.mappedWeightBytes))
  }

  /// nil of nothing. Of two the lower, and not the middle between them: it is to be a figure that was read.
  static func median(of figures: [Int]) -> Int? {
    figures.isEmpty ? nil : figures.sorted()[(figures.count - 1) / 2]
  }

  /// One figure in each process that has it, in their order.
  func figures(_ figure: (PeakMemory) -> Int?) -> [Int] { processes.compactMap(figure) }

  /// The figures that are the same in every run of code that does the same, by what they are called.
  static let deterministicFigures: [(name: String, figure: @Sendable (PeakMemory) -> Int?)] = [
    ("peak", \.peakRequestedBytes),
    ("requested while loading", \.loading.totalRequestedBytes),
    ("allocations while loading", \.loading.allocations),
    ("kept after loading", \.loading.retainedBytes),
    ("requested while running", \.running.totalRequestedBytes),
    ("allocations while running", \.running.allocations),
    ("kept after running", \.running.retainedBytes),
  ]

  /// Which figures may be gated exactly, and which were seen to vary; for a verdict.
  var determinism: String {
    guard median.peakRequestedBytes != nil else { return "nothing: no block was counted" }
    let varied = Self.deterministicFigures.filter { Set(figures($0.figure)).count > 1 }
    let inAll = processes.count == 1 ? "one process only" : "the same in \(processes.count) processes"
    guard !varied.isEmpty else {
      return
        "deterministic are peak, requested, allocations and kept (\(inAll)); resident varies by about 2 %"
    }
    let ranges = varied.map { figure in
      let found = figures(figure.figure)
      return "\(figure.name) \(found.min() ?? 0) … \(found.max() ?? 0)"
    }
    return
      "not deterministic here: \(ranges.joined(separator: ", ")) in \(processes.count) processes; the median counts"
  }
}
