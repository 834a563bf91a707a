/// What one run of a suite's tests found: the only source of its reports.
public struct RunRecord: Sendable, Hashable, Codable {
  /// The schema that this version of NetWeight reads and writes.
  public static let currentSchema = 1

  /// The version of this file's layout.
  public var schema: Int
  /// The name of the suite.
  public var suite: String
  /// Where it ran.
  public var machine: Machine
  /// `release` or `debug`.
  public var configuration: String
  /// How calls that the system interrupted were told.
  public var preemption: PreemptionDetection
  /// Who served `malloc` where calls were timed; nil where nobody asked.
  public var allocator: Allocator?
  /// What was measured of each variant, the reference first where it is known.
  public var variants: [Baseline]
  /// All verdicts in the order in which they were reached.
  public var verdicts: [Verdict]

  /// Starts with nothing measured.
  public init(
    suite: String, machine: Machine, configuration: String, preemption: PreemptionDetection = .best,
    allocator: Allocator? = nil
  ) {
    schema = Self.currentSchema
    self.suite = suite
    self.machine = machine
    self.configuration = configuration
    self.preemption = preemption
    self.allocator = allocator
    variants = []
    verdicts = []
  }

  /// Adds what was measured of a variant.
  public mutating func add(_ measured: Baseline) {
    if let index = variants.firstIndex(where: { $0.provenance.variant == measured.provenance.variant }) {
      variants[index].merge(measured)
    } else {
      variants.append(measured)
    }
  }

  /// The worst of all rulings: broken before inconclusive before held; nil when there is no verdict. One that was
  /// skipped counts only when nothing else was asked: then nothing is known.
  public var worstRuling: Ruling? {
    ["broken", "inconclusive", "held", "skipped"].lazy
      .compactMap { name in verdicts.map(\.ruling).first { $0.name == name } }.first
  }
}
