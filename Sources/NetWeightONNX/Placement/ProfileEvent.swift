import NetWeightCore

/// One event of a profile, of which only the run of a session and of a kernel are read; all others may look as they like.
enum ProfileEvent: Decodable {
  case kernel(KernelEvent)
  case run
  case other

  private enum Key: String, CodingKey { case cat, name, dur, args }

  private static let suffix = "_kernel_time"
  /// Eleven days, in microseconds.
  private static let longest = 1e12

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let category = try container.decodeIfPresent(String.self, forKey: .cat)
    let name = try container.decodeIfPresent(String.self, forKey: .name) ?? ""
    switch category {
    case "Session" where name == "model_run": self = .run
    case "Node" where name.hasSuffix(Self.suffix):
      let microseconds = try container.decode(Double.self, forKey: .dur)
      guard (0...Self.longest).contains(microseconds) else {
        throw DecodingError.dataCorruptedError(
          forKey: .dur, in: container, debugDescription: "is \(microseconds), which is no duration")
      }
      self = .kernel(
        KernelEvent(
          node: String(name.dropLast(Self.suffix.count)), microseconds: microseconds,
          arguments: try container.decode(KernelEvent.Arguments.self, forKey: .args)))
    default: self = .other
    }
  }
}

/// One call of a kernel.
struct KernelEvent {
  /// What ONNX Runtime tells of a call.
  struct Arguments: Decodable {
    let operatorType: String
    let provider: String
    /// Unique in the graph of the session, but not among graphs in it; nil where it is not told.
    let index: String?
    let inputs: [TypedShape]
    let outputs: [TypedShape]
    /// Bytes of the inputs that are constants of the session.
    let constantBytes: Double

    private enum Key: String, CodingKey {
      case operatorType = "op_name"
      case provider
      case index = "node_index"
      case inputs = "input_type_shape"
      case outputs = "output_type_shape"
      case constantBytes = "parameter_size"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      operatorType = try container.decode(String.self, forKey: .operatorType)
      provider = try container.decode(String.self, forKey: .provider)
      index = try container.decodeIfPresent(String.self, forKey: .index)
      inputs =
        try container.decodeIfPresent([[String: [Int]]].self, forKey: .inputs).map(TypedShape.all) ?? []
      outputs =
        try container.decodeIfPresent([[String: [Int]]].self, forKey: .outputs).map(TypedShape.all) ?? []
      let bytes = try container.decodeIfPresent(String.self, forKey: .constantBytes)
      constantBytes = bytes.flatMap(Double.init) ?? 0
    }
  }

  /// The name of the node; that of its operator and its index where it has none.
  let node: String
  /// In whole microseconds.
  let microseconds: Double
  let arguments: Arguments
}

/// The element type of a tensor, as ONNX Runtime calls it, `uint8`, and its shape.
package struct TypedShape: Sendable, Hashable {
  package let type: String
  package let shape: [Int]

  package init(_ type: String, _ shape: [Int]) {
    self.type = type
    self.shape = shape
  }

  /// Each is an object of one key. Optional inputs that are not given are left out, so that places shift.
  static func all(_ list: [[String: [Int]]]) -> [TypedShape] {
    list.flatMap { entry in entry.sorted { $0.key < $1.key }.map { TypedShape($0.key, $0.value) } }
  }

  /// The number of elements, which is no whole number in a profile that was damaged.
  var count: Double { shape.reduce(1) { $0 * Double($1) } }

  /// The format of its elements; nil of those that nothing is multiplied in.
  var format: NumericFormat? {
    switch type {
    case "double": .fp64
    case "float": .fp32
    case "float16": .fp16
    case "bfloat16": .bf16
    case "int16", "uint16": .int16
    case "int8", "uint8": .int8
    case "int4", "uint4", "Int4x2", "UInt4x2": .int4
    default: nil
    }
  }

  /// Bytes of all elements; nil of a type of unknown width.
  var bytes: Double? { format.map { count * Double($0.bits) / 8 } }
}
