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
  /// What ran, sorted, by what chooses kernels: see ``placementKey(runtime:provider:vectorInstructions:)``.
  public var placements: [String: [KernelCount]]

  /// Starts with a variant and no figure.
  public init(provenance: Provenance) {
    schema = Self.currentSchema
    self.provenance = provenance
    quality = [:]
    machines = [:]
    placements = [:]
  }

  /// The key of a placement: `ONNX Runtime 1.31.1, CPUExecutionProvider, AVX2`.
  public static func placementKey(
    runtime: RuntimeIdentity, provider: String, vectorInstructions: String
  ) -> String { "\(runtime), \(provider), \(vectorInstructions)" }

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
    /// What went into the model.
    public var inputs: InputFingerprint
    /// The version of the preprocessing.
    public var preprocessing: String
    /// How many samples there are.
    public var samples: Int
    /// What the answers came to, by the names of the metrics.
    public var metrics: [String: MetricRecord]

    /// Condenses an evaluation.
    public init(_ evaluation: Evaluation) {
      setSHA256 = evaluation.set.sha256
      inputs = evaluation.inputs
      preprocessing = evaluation.set.preprocessing
      samples = evaluation.set.count
      metrics = evaluation.metrics
    }

    /// Accuracy, which every set with labels has.
    public var accuracy: MetricRecord? { metrics[QualityMetric.accuracy.name] }

    /// The value of the metric that stands for all: accuracy in percent where there is one, `98.25 %`, else the first by
    /// name, `macro F1 0.9812`; nil where none is defined.
    public var headline: String? {
      if let value = accuracy?.value { return Estimate.Unit.fraction.text(value) }
      return metrics.sorted { $0.key < $1.key }.lazy.compactMap { name, record in
        record.value.map { "\(name) \(Format.significant($0, 4))" }
      }.first
    }
  }

  /// What one variant cost on one machine.
  public struct Costs: Sendable, Hashable, Codable {
    /// Latency, and relative to which reference.
    public var latency: Latency?
    /// Peak memory, in a process of its own.
    public var peakMemory: PeakMemory?

    /// Starts with no figure.
    public init() {}
  }
}

extension Baseline.Quality {
  /// Reads the figures, and refuses as many answers as there are not samples: the trace of a merge by hand.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    setSHA256 = try container.decode(String.self, forKey: .setSHA256)
    inputs = try container.decode(InputFingerprint.self, forKey: .inputs)
    preprocessing = try container.decode(String.self, forKey: .preprocessing)
    samples = try container.decode(Int.self, forKey: .samples)
    metrics = try container.decode([String: MetricRecord].self, forKey: .metrics)
    for (name, metric) in metrics.sorted(by: { $0.key < $1.key }) {
      guard let answers = metric.answers, answers != samples else { continue }
      throw DecodingError.dataCorruptedError(
        forKey: .metrics, in: container,
        debugDescription: "the \(answers) answers of \(name) are not the \(samples) of \"samples\"")
    }
  }
}
