/// What a macro promises.
public struct Claim: Sendable, Hashable, Codable {
  /// What is promised about.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Quality on a set of samples.
    case quality
    /// How alike outputs are to a reference's.
    case agreement
    /// Whether outputs stay the same however often and in whatever order they are asked for.
    case stability
    /// Activations that were clipped.
    case saturation
    /// What a calibration set covers.
    case calibration
    /// Latency relative to a reference.
    case latency
    /// Quality given up for speed.
    case tradeOff = "trade-off"
    /// The kernels that ran.
    case placement
    /// Peak memory.
    case peakMemory = "peak-memory"
    /// How often memory is asked for, or for how much.
    case allocations
    /// Memory that each run keeps.
    case leak
    /// Bytes on disk.
    case size
    /// All that a baseline keeps.
    case regression

    /// Whether a process of its own is started for it, which runs the test again.
    package var isMeasuredInChild: Bool { [.peakMemory, .allocations, .leak].contains(self) }
  }

  /// What is promised about.
  public var kind: Kind
  /// The user's own source: `#expectSmaller(int8, than: fp32, by: .times(3.5))`.
  public var sourceText: String
  /// The promise in words.
  public var promise: String
  /// The variant that is held to it.
  public var variant: String
  /// The variant it is compared with, where there is one.
  public var reference: String?

  /// Describes a promise.
  public init(kind: Kind, sourceText: String, promise: String, variant: String, reference: String? = nil) {
    self.kind = kind
    self.sourceText = sourceText
    self.promise = promise
    self.variant = variant
    self.reference = reference
  }
}
