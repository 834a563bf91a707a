/// How many nodes ran one operator in one format on one provider: `2 × QGemm INT8 CPUExecutionProvider`. In baselines it
/// is this one line, so that a change is one line too.
public struct KernelCount: Sendable, Hashable, CustomStringConvertible {
  /// How many nodes; at least 1.
  public var count: Int
  /// The operator that ran.
  public var operatorType: String
  /// The format in which they multiplied; nil of nodes that multiply nothing.
  public var precision: NumericFormat?
  /// The execution provider.
  public var provider: String

  /// Counts nodes.
  public init(_ count: Int, _ operatorType: String, _ precision: NumericFormat?, _ provider: String) {
    self.count = count
    self.operatorType = operatorType
    self.precision = precision
    self.provider = provider
  }

  /// Reads what ``description`` writes; nil of another text.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count >= 4, let count = Int(words[0]), count > 0, words[1] == "×" else { return nil }
    let precision = NumericFormat.allCases.first { "\($0)" == words[3] }
    let provider = words[(precision == nil ? 3 : 4)...].joined(separator: " ")
    guard !provider.isEmpty else { return nil }
    self.init(count, String(words[2]), precision, provider)
  }

  /// `2 × QGemm INT8 CPUExecutionProvider`; without a format where nothing is multiplied.
  public var description: String {
    (["\(count) × \(operatorType)"] + [precision.map { "\($0)" }, provider].compactMap(\.self))
      .joined(separator: " ")
  }
}

extension KernelCount: Comparable {
  /// By operator, format and provider, so that a count that changes keeps its place.
  public static func < (first: KernelCount, second: KernelCount) -> Bool {
    let key = { (line: KernelCount) in
      (line.operatorType, line.precision?.rawValue ?? "", line.provider, line.count)
    }
    return key(first) < key(second)
  }
}

extension KernelCount: Codable {
  /// Reads a line.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let line = KernelCount(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no count of kernels, such as 2 × Dense INT8 cpu")
    }
    self = line
  }

  /// Writes a line.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Placement {
  /// The sorted multiset of what ran, without node names, which change between versions of a runtime.
  public var kernelCounts: [KernelCount] {
    Dictionary(grouping: nodes) { KernelCount(1, $0.operatorType, $0.precision, $0.provider) }
      .map { KernelCount($0.value.count, $0.key.operatorType, $0.key.precision, $0.key.provider) }.sorted()
  }
}

extension [KernelCount] {
  /// One after the other.
  public var list: String { map(\.description).joined(separator: ", ") }
}
