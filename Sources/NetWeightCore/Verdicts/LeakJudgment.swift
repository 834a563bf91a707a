/// Judges "keeps no more memory however often it is run".
///
/// The runs after the first fifth, in which caches fill, are put in four windows. What is kept for a while only does not
/// count: of each window the least is taken. A leak is a variant whose least grows from window to window, in most of its
/// processes; one that keeps no more in the last window than in the first has none, unless what is resident grew.
public struct LeakJudgment: Sendable {
  /// What one process kept.
  public struct Run: Sendable, Hashable {
    /// Bytes kept after each run.
    public var retainedBytes: [Int]
    /// How much more was resident after the last run than after the first fifth, in bytes; nil where the system does not say.
    public var residentGrowth: Int?

    /// Collects what one process kept.
    public init(retainedBytes: [Int], residentGrowth: Int? = nil) {
      self.retainedBytes = retainedBytes
      self.residentGrowth = residentGrowth
    }
  }

  /// The promise.
  public var claim: Claim

  /// Describes a judgment.
  public init(claim: Claim) { self.claim = claim }

  /// Fewer runs cannot tell a leak from a cache that fills.
  public static let leastRuns = 20

  private static let windows = 4

  /// Pages that are touched for the first time, and gaps between blocks, make so many bytes or fewer.
  private static let residentTolerance = 2_000_000

  /// Why so many runs decide nothing; nil where they do.
  public func refusal(ofRuns runs: Int) -> Verdict? {
    guard runs < Self.leastRuns else { return nil }
    return .inconclusive(
      claim, .invalidClaim, "\(runs) runs do not tell a leak from a cache that fills",
      next: ["give \(Self.leastRuns) runs or more: over: 100"])
  }

  /// The verdict on what processes of their own kept.
  /// - Parameters:
  ///   - processes: at least one, each with as many runs.
  ///   - readings: what the same processes read; for what counted, and the picture.
  public func verdict(on processes: [Run], readings: MemoryReadings) -> Verdict {
    let runs = processes.map(\.retainedBytes.count).min() ?? 0
    if let refusal = refusal(ofRuns: runs) { return refusal }
    guard readings.median.peakRequestedBytes != nil else {
      return readings.uncounted(claim, "what '\(claim.variant)' keeps was", "it")
    }
    let growths = processes.map { Growth(ofRetained: $0.retainedBytes, windows: Self.windows) }
    let most = processes.count / 2
    let leaking = growths.filter(\.isSteady)
    let unseen = processes.count { ($0.residentGrowth ?? 0) > Self.residentTolerance }
    if leaking.count <= most, unseen > most { return unexplained(processes, readings) }
    let ruling: Ruling =
      leaking.count > most
      ? .broken : growths.count(where: \.isNone) > most ? .held : .inconclusive(.tooClose)
    var verdict = Verdict(
      claim: claim, ruling: ruling,
      summary: summary(ruling, ruling == .broken ? leaking : growths, runs, processes.count),
      variant: estimate(growths, runs: runs),
      notes: notes(processes, readings), next: next(ruling, runs))
    verdict.memory = readings.timeline.map { MemoryPicture(timeline: $0) }
    return verdict
  }

  /// Memory that is mapped and not allocated is in no count.
  private func unexplained(_ processes: [Run], _ readings: MemoryReadings) -> Verdict {
    var verdict = Verdict.inconclusive(
      claim, .tooClose,
      "'\(claim.variant)' keeps no more blocks, and "
        + "\(Format.bytes(Double(processes.compactMap(\.residentGrowth).min() ?? 0))) more are resident after "
        + "\(processes[0].retainedBytes.count) runs than after \(processes[0].retainedBytes.count / 5)",
      next: [
        "look for memory that each call maps and never unmaps (mmap), or for gaps between blocks of growing size"
      ])
    verdict.notes = notes(processes, readings)
    return verdict
  }

  private func summary(_ ruling: Ruling, _ growths: [Growth], _ runs: Int, _ processes: Int) -> String {
    let perRun = growths.map(\.perRun).sorted()
    let (low, high) = (perRun.first ?? 0, perRun.last ?? 0)
    let (least, most) = (Format.bytes(low), Format.bytes(high))
    let range = least == most ? least : "\(least) … \(most)"
    switch ruling {
    case .broken:
      let all = growths.map(\.bytes).max() ?? 0
      return
        "'\(claim.variant)' keeps \(range) more after each run, \(Format.bytes(Double(all))) over the last "
        + "\(growths.first?.runs ?? 0) of \(runs) runs, in \(growths.count) of \(processes) processes"
    case .held:
      return
        "'\(claim.variant)' keeps no more after \(runs) runs than after \(runs - (growths.first?.runs ?? 0))"
    default:
      return
        "'\(claim.variant)' keeps \(range) more after each run, and not steadily: a cache that fills, or a leak "
        + "now and then"
    }
  }

  private func estimate(_ growths: [Growth], runs: Int) -> Estimate {
    let perRun = growths.map(\.perRun).sorted()
    let (low, high) = (perRun.first ?? 0, perRun.last ?? 0)
    return Estimate(
      claim.variant, "kept more per run", value: perRun.isEmpty ? 0 : perRun[(perRun.count - 1) / 2],
      interval: low < high ? Interval(low, high) : nil, n: runs, unit: .bytes)
  }

  private func notes(_ processes: [Run], _ readings: MemoryReadings) -> [Verdict.Note] {
    let first = processes.compactMap(\.retainedBytes.first).min() ?? 0
    let last = processes.compactMap(\.retainedBytes.last).min() ?? 0
    var notes: [Verdict.Note] = [
      .init(
        "kept",
        "\(Format.bytes(Double(first))) after the first run, \(Format.bytes(Double(last))) after the last"),
      .init("counted by", "\(readings.processes[0].backend), in \(processes.count) processes of their own"),
    ]
    if let resident = processes.compactMap(\.residentGrowth).min() {
      let grew =
        "\(Format.bytes(Double(max(0, resident)))) more resident after the last run than after the first fifth"
      notes.append(.init("resident", "\(grew); memory that is mapped and not allocated would show here only"))
    }
    return notes + readings.remarkNotes
  }

  private func next(_ ruling: Ruling, _ runs: Int) -> [String] {
    switch ruling {
    case .broken:
      [
        "look for what each call adds to and nothing takes from: a cache without a limit, an output that is never freed"
      ]
    case .inconclusive: ["tell one from the other by more runs: over: \(runs * 5)"]
    default: []
    }
  }
}

/// How what is kept grows over the runs of one process.
private struct Growth {
  /// How many bytes more at the end.
  let bytes: Int
  /// Over how many runs.
  let runs: Int
  let isSteady: Bool

  /// Whether it is none at all.
  var isNone: Bool { bytes <= 0 }
  var perRun: Double { runs > 0 ? Double(bytes) / Double(runs) : 0 }

  init(ofRetained retained: [Int], windows: Int) {
    let settled = Array(retained.dropFirst(retained.count / 5))
    let length = settled.count / windows
    let least = (0..<windows).map { window in
      settled[(window * length)..<((window + 1) * length)].min() ?? 0
    }
    // Over the least of the earlier ones, so that what was freed once hides no growth after it.
    bytes = (least.last ?? 0) - (least.dropLast().min() ?? 0)
    runs = (windows - 1) * length
    isSteady = zip(least, least.dropFirst()).allSatisfy { $0 < $1 }
  }
}
