/// One node of a model as the runtime executed it.
public struct PlacedNode: Sendable, Hashable, Codable {
  /// The name of the node in the model, `layer2`, or what the runtime calls it where it cannot be told which that was.
  public var name: String
  /// The layer that it computes, by a name that all variants of one model share: `conv1` of a node that is called
  /// `conv1_quant` here.
  public var layer: String
  /// The operator that ran, which is not always the one that the file asks for: `DynamicQuantizeDense`.
  public var operatorType: String
  /// What the operator does.
  public var operatorClass: OperatorClass
  /// The kernel, as the runtime names it: `int8 dot, avx2`.
  public var kernel: String
  /// The format in which it multiplied; nil for a node that multiplies nothing, and for one whose runtime does not say.
  public var precision: NumericFormat?
  /// The execution provider: `cpu`.
  public var provider: String
  /// Whether the kernel uses the vector instructions of this machine, as a portable loop does not; nil where the runtime
  /// does not say.
  public var isVectorized: Bool?
  /// Whether it multiplies weights. Only such nodes are held to the variant's numeric format; a product of two
  /// activations, such as the scores of attention, is none of them.
  public var hasWeights: Bool
  /// Its time in one run, in nanoseconds, without what timing it costs; nil where the runtime gives no times.
  public var nanoseconds: Double?
  /// Its part of the run time of the whole model, 0…1.
  public var shareOfTime: Double
  /// Multiplications with addition in one run; nil where they cannot be counted.
  public var multiplyAccumulates: Double?
  /// What it turns into another format; nil for a node that computes something.
  public var conversion: Conversion?
  /// Why it ran as it did, where the runtime's graph shows it and it may not have been meant so.
  public var reason: PlacementReason?

  /// Describes one node.
  public init(
    name: String, layer: String? = nil, operatorType: String,
    operatorClass: OperatorClass = .matrixProduct, kernel: String, precision: NumericFormat?,
    provider: String, isVectorized: Bool? = nil, hasWeights: Bool, nanoseconds: Double? = nil,
    shareOfTime: Double = 0, multiplyAccumulates: Double? = nil, conversion: Conversion? = nil,
    reason: PlacementReason? = nil
  ) {
    self.name = name
    self.layer = layer ?? name
    self.operatorType = operatorType
    self.operatorClass = operatorClass
    self.kernel = kernel
    self.precision = precision
    self.provider = provider
    self.isVectorized = isVectorized
    self.hasWeights = hasWeights
    self.nanoseconds = nanoseconds
    self.shareOfTime = shareOfTime
    self.multiplyAccumulates = multiplyAccumulates
    self.conversion = conversion
    self.reason = reason
  }

  /// Multiplications with addition a second; nil where either is not known.
  public var speed: Double? {
    guard let multiplyAccumulates, let nanoseconds, multiplyAccumulates > 0, nanoseconds > 0 else {
      return nil
    }
    return multiplyAccumulates / nanoseconds * 1e9
  }

  /// Whether it is one of the named ones, by its own name or its layer's.
  func isNamed(in names: Set<String>) -> Bool { names.contains(name) || names.contains(layer) }
}

/// What an operator does. The first four are heavy: they multiply and add, and are what compression speeds up.
public enum OperatorClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// `MatMul`, `Gemm`, `Dense` and what they are fused or quantized to.
  case matrixProduct = "matrix product"
  /// `Conv` and what it is fused or quantized to.
  case convolution
  /// `Attention` as one operator.
  case attention
  /// `LSTM`, `GRU`, `RNN`.
  case recurrence
  /// Turns numbers into another format or brings them to another device: `QuantizeLinear`, `Cast`.
  case boundary
  /// Only gives numbers another order or shape: `Transpose`, `Reshape`.
  case layout
  /// All else: `Softmax`, `Add`.
  case other

  /// Whether it multiplies and adds so much that compression is about it.
  public var isHeavy: Bool {
    switch self {
    case .matrixProduct, .convolution, .attention, .recurrence: true
    case .boundary, .layout, .other: false
    }
  }
}

/// What a node turns into another format, of what somebody may not know that it is done in every run.
public enum Conversion: Sendable, Hashable, Codable {
  /// Weights, in every run, for heavy nodes that then multiply in the other format.
  case weights(for: [String])
  /// Floats into floats of another width, inside the model. Those of its inputs and outputs are none: callers ask
  /// for them.
  case floats
}

/// Why a node ran as it did, and what would change it.
public struct PlacementReason: Sendable, Hashable, Codable {
  /// The usual cause, as the end of a sentence on one node; one that begins with `its ` is turned into `their ` for
  /// several: `its activations are uint16, and integer kernels take 8 bits`.
  public var cause: String
  /// What to do, as an imperative: `quantize activations to uint8`.
  public var cure: String

  /// Gives a cause and its cure.
  public init(cause: String, cure: String) {
    self.cause = cause
    self.cure = cure
  }

  /// The cause, of so many nodes.
  func cause(of count: Int) -> String {
    count > 1 && cause.hasPrefix("its ") ? "their " + cause.dropFirst("its ".count) : cause
  }
}
