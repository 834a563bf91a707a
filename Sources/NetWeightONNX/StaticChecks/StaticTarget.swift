package import NetWeightCore

/// What a model file is checked for: where it will run, and what it is meant to be.
package struct StaticTarget: Sendable, Hashable {
  /// The execution provider that it is meant for: `cpu`, `xnnpack`, `tensorrt`. Of others nothing is known that could
  /// be said without running.
  package var provider: String
  /// Whether this processor has instructions that add products of 8 bits without losing any (VNNI, AMX, and every 64-bit
  /// ARM); nil where that is not known.
  package var hasExactDotProduct: Bool?
  /// Whether the model is to give the same answers on processors without them.
  package var mayLackVNNI: Bool
  /// The number N of the runtime's version 1.N; nil when it is not known.
  package var runtimeMinorVersion: Int?
  /// The format that weights are meant to be in; nil to ask nothing.
  package var expected: NumericFormat?

  package init(
    provider: String = "cpu", hasExactDotProduct: Bool? = ProcessorFeatures.current.hasExactDotProduct,
    mayLackVNNI: Bool = false, runtimeMinorVersion: Int? = nil, expected: NumericFormat? = nil
  ) {
    // As ONNX Runtime calls them too: `XnnpackExecutionProvider`.
    self.provider = provider.lowercased().replacing("executionprovider", with: "")
    self.hasExactDotProduct = hasExactDotProduct
    self.mayLackVNNI = mayLackVNNI
    self.runtimeMinorVersion = runtimeMinorVersion
    self.expected = expected
  }
}
