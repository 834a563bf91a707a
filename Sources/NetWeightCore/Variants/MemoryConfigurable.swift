/// A variant whose runtime gets memory ahead of its needs unless told otherwise, which would be read as the model's.
public protocol MemoryConfigurable: Variant {
  /// The same variant, run so that it requests what it needs. Its ``Variant/name`` is the same.
  var configuredForMemory: any Variant { get }
  /// What is other than in use, for the verdict: `ONNX Runtime's arena is off`.
  var memoryConfiguration: String { get }
}
