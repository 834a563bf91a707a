/// What is known of one variant of a suite: `Baselines/<suite>/<variant>.json`, and what a run measures anew.
public struct Baseline: Sendable, Hashable, Codable {
  /// The schema that this version of NetWeight writes.
  public static let currentSchema = 1

  /// The version of this file's layout.
  public var schema: Int
  /// What the figures belong to.
  public var provenance: Provenance
  /// Quality by set, `gold` and `hard`: the same on all machines.
  public var quality: [String: Quality]
  /// Costs by machine.
  public var machines: [String: Costs]

  /// Starts with a variant and no figure.
  public init(provenance: Provenance) {
    schema = Self.currentSchema
    self.provenance = provenance
    quality = [:]
    machines = [:]
  }

  /// Which artefact behind which runtime.
  public struct Provenance: Sendable, Hashable, Codable {
    /// The name of the variant.
    public var variant: String
    /// What its weights are stored and multiplied in.
    public var format: NumericFormat
    /// How it was made, for people.
    public var recipe: String
    /// What runs it.
    public var runtime: RuntimeIdentity
    /// Its files.
    public var artefact: [ArtefactFile]

    /// Reads the variant's files.
    /// - Throws: ``ArtefactError`` when one cannot be read.
    public init(of variant: any Variant) throws {
      self.variant = variant.name
      format = variant.numericFormat
      recipe = variant.recipe
      runtime = variant.runtime
      artefact = try variant.describeArtefact()
    }

    /// Whether both stand for the same bytes behind the same runtime.
    public func isSameArtefact(as other: Provenance) -> Bool {
      artefact == other.artefact && runtime == other.runtime
    }
  }

  /// What one variant answered on one set.
  public struct Quality: Sendable, Hashable, Codable {
    /// SHA-256 of the file of samples.
    public var setSHA256: String
    /// SHA-256 of the tensors that went into the model.
    public var inputSHA256: String
    /// The version of the preprocessing.
    public var preprocessing: String
    /// How many samples there are.
    public var samples: Int
    /// The share of right answers, 0…1.
    public var accuracy: Double
    /// The share of right answers of each slice, 0…1.
    public var slices: [String: Double]
    /// Right (1) or wrong (0), sample by sample in the order of the set, so that a paired test needs no reference
    /// at hand.
    public var correct: BitString

    /// Condenses an evaluation.
    public init(_ evaluation: Evaluation) {
      setSHA256 = evaluation.set.sha256
      inputSHA256 = evaluation.set.inputFingerprint
      preprocessing = evaluation.set.preprocessing
      samples = evaluation.outcomes.count
      let right = evaluation.outcomes.map(\.isCorrect)
      func share(_ indices: some Collection<Int>) -> Double {
        Baseline.stable(Double(indices.count { right[$0] }) / Double(max(1, indices.count)))
      }
      accuracy = share(right.indices)
      slices = Dictionary(uniqueKeysWithValues: evaluation.set.slices.map { ($0.name, share($0.indices)) })
      correct = BitString(right)
    }
  }

  /// What one variant cost on one machine.
  public struct Costs: Sendable, Hashable, Codable {
    /// Latency, and relative to which reference.
    public var latency: Latency?
    /// Peak memory, in a process of its own.
    public var peakMemory: PeakMemory?
    /// How many nodes ran which operator in which format on which provider, as sorted lines.
    public var placement: [String]?

    /// Starts with no figure.
    public init() {}
  }
}

extension Baseline.Quality {
  /// Reads the figures, and refuses as many answers as there are not samples: the trace of a merge by hand.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    setSHA256 = try container.decode(String.self, forKey: .setSHA256)
    inputSHA256 = try container.decode(String.self, forKey: .inputSHA256)
    preprocessing = try container.decode(String.self, forKey: .preprocessing)
    samples = try container.decode(Int.self, forKey: .samples)
    accuracy = try container.decode(Double.self, forKey: .accuracy)
    slices = try container.decode([String: Double].self, forKey: .slices)
    correct = try container.decode(BitString.self, forKey: .correct)
    guard correct.bits.count == samples else {
      throw DecodingError.dataCorruptedError(
        forKey: .correct, in: container,
        debugDescription: "\(correct.bits.count) answers are not the \(samples) of \"samples\"")
    }
  }
}
