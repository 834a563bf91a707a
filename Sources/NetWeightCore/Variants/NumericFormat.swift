/// The element type that a variant's weights are stored and multiplied in, or that one node was multiplied in.
public enum NumericFormat: String, Sendable, Codable, Hashable, CaseIterable, CustomStringConvertible {
  case fp64, fp32, fp16, bf16, int16, int8, int4

  /// Bits of one weight.
  public var bits: Int {
    switch self {
    case .fp64: 64
    case .fp32: 32
    case .fp16, .bf16, .int16: 16
    case .int8: 8
    case .int4: 4
    }
  }

  /// The name in capitals, as tables print it: `INT8`.
  public var description: String { rawValue.uppercased() }
}

extension NumericFormat {
  /// The first word of a variant's name that is a format: `int8-static` is INT8.
  package init?(namedIn name: String) {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let format = words.lazy.compactMap({ NumericFormat(rawValue: String($0)) }).first else {
      return nil
    }
    self = format
  }
}
