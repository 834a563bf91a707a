/// Which kernel ran each node of a model, in what precision and where.
public struct Placement: Sendable, Hashable, Codable {
  /// The nodes in the order in which they ran.
  public var nodes: [PlacedNode]

  /// Collects the nodes of one run.
  public init(nodes: [PlacedNode]) { self.nodes = nodes }
}

/// One node of a model as the runtime executed it.
public struct PlacedNode: Sendable, Hashable, Codable {
  /// The name of the node in the model: `layer2`.
  public var name: String
  /// The operator that ran, which is not always the one that the file asks for: `DynamicQuantizeDense`.
  public var operatorType: String
  /// The kernel, as the runtime names it: `int8 dot, avx2`.
  public var kernel: String
  /// The format in which it multiplied.
  public var precision: NumericFormat
  /// The execution provider: `cpu`.
  public var provider: String
  /// Whether the kernel uses the vector instructions of this machine. A portable loop does not.
  public var isVectorized: Bool
  /// Whether it multiplies weights. Only such nodes are held to the variant's numeric format.
  public var hasWeights: Bool
  /// Its part of the run time of the whole model, 0…1.
  public var shareOfTime: Double

  /// Describes one node.
  public init(
    name: String, operatorType: String, kernel: String, precision: NumericFormat, provider: String,
    isVectorized: Bool, hasWeights: Bool, shareOfTime: Double
  ) {
    self.name = name
    self.operatorType = operatorType
    self.kernel = kernel
    self.precision = precision
    self.provider = provider
    self.isVectorized = isVectorized
    self.hasWeights = hasWeights
    self.shareOfTime = shareOfTime
  }
}
