/// What runs nodes for ONNX Runtime: the processor, or something that a library was built with.
public struct ExecutionProvider: Sendable, Hashable {
  /// As ONNX Runtime lists it: `CPUExecutionProvider`.
  public var name: String
  /// Settings of the provider's own, by the keys that ONNX Runtime documents.
  public var options: [String: String]

  /// Names a provider.
  /// - Parameter name: as ``ONNXRuntimeLibrary/providers`` has it.
  public init(_ name: String, options: [String: String] = [:]) {
    self.name = name
    self.options = options
  }

  /// The processor; every library has it.
  public static let cpu = ExecutionProvider("CPUExecutionProvider")
  /// Apple's Core ML.
  public static let coreML = ExecutionProvider("CoreMLExecutionProvider")
  /// XNNPACK, for processors of phones.
  public static let xnnpack = ExecutionProvider("XnnpackExecutionProvider")

  /// The name by which it is appended to a session, which is another than the one in lists.
  package var shortName: String {
    let suffix = "ExecutionProvider"
    let short = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    return ["Xnnpack", "Azure"].contains(short) ? short.uppercased() : short
  }
}
