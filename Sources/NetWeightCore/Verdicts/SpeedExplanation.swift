/// Why a variant is not as fast as was promised, from what ran: first what did not run as meant, and where all did, what
/// bounds the speed all the same.
///
/// The bounds are those of Amdahl (what compression does not touch stays) and of the roofline model (S. Williams et al.,
/// "Roofline", CACM 52(4), 2009): a product that reads each weight once, as at batch 1, is as fast as memory is.
public struct SpeedExplanation: Sendable, Hashable {
  /// One side of the comparison.
  public struct Side: Sendable {
    /// The name of the variant.
    public var name: String
    /// The format of its weights.
    public var format: NumericFormat
    /// Bytes of its files; nil where they are not known.
    public var bytes: Int?
    /// The median of a call, in nanoseconds, as it was timed for the claim and not under a profiler.
    public var latency: Double

    /// Describes one side.
    public init(name: String, format: NumericFormat, bytes: Int?, latency: Double) {
      self.name = name
      self.format = format
      self.bytes = bytes
      self.latency = latency
    }
  }

  /// What ran and why it is no faster.
  public var text: String
  /// What to do.
  public var next: [String]

  /// Says whatever text and steps are given: of a placement that could not be asked for.
  public init(text: String, next: [String]) {
    self.text = text
    self.next = next
  }

  /// Explains why `candidate` is not so many times faster.
  /// - Parameters:
  ///   - candidate: the variant that was held to the promise.
  ///   - placement: what ran of it.
  ///   - reference: what it was timed against.
  ///   - before: what ran of that; nil where it is not known.
  ///   - promised: how many times faster it was to be.
  ///   - provider: the execution provider that it is meant for.
  ///   - machine: where it ran.
  public init(
    of candidate: Side, running placement: Placement, against reference: Side, running before: Placement?,
    promised: Double?, provider: String, on machine: Machine
  ) {
    let known = PlacementExpectation.Reference(
      name: reference.name, format: reference.format, placement: before, bytes: reference.bytes)
    let findings = PlacementExpectation(
      format: candidate.format, provider: provider, bytes: candidate.bytes, reference: known
    ).findings(in: placement)
    guard findings.isEmpty else {
      self = Self(of: findings)
      return
    }
    let bounds = Bounds(
      candidate: candidate, placement: placement, reference: reference, before: before, promised: promised,
      machine: machine)
    let weighted = placement.weighted
    let asHoped =
      weighted.isEmpty
      ? "no node with weights was reported"
      : "kernels ran as hoped: \(weighted.count == 1 ? "the one node" : "all \(weighted.count) nodes") with weights in "
        + "\(candidate.format) on \(provider)"
    text = ([asHoped] + bounds.reasons.map(\.text)).joined(separator: "; ")
    next = bounds.reasons.map(\.next)
  }

  private init(of findings: [PlacementFinding]) {
    let more = findings.count - 2
    text =
      findings.prefix(2).map(\.description).joined(separator: "; ")
      + (more > 0 ? "; \(more) more, which #expectNoFallback lists" : "")
    next = findings.prefix(2).compactMap { $0.reason?.cure }.reduce(into: []) { cures, cure in
      if !cures.contains(cure) { cures.append(cure) }
    }
  }
}
