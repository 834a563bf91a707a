/// The element type that a variant's weights are stored and multiplied in.
public enum NumericFormat: String, Sendable, Codable, Hashable, CaseIterable, CustomStringConvertible {
  case fp32, fp16, bf16, int8, int4

  /// Bits of one weight.
  public var bits: Int {
    switch self {
    case .fp32: 32
    case .fp16, .bf16: 16
    case .int8: 8
    case .int4: 4
    }
  }

  /// The name in capitals, as tables print it: `INT8`.
  public var description: String { rawValue.uppercased() }
}
