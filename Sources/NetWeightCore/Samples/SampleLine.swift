extension Collection<UInt8> {
  /// Whether a line of a set holds nothing, and so no sample.
  var isBlankLine: Bool { allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
}

/// One line of a `.jsonl` file of samples.
public struct SampleLine: Codable, Sendable, Equatable {
  /// Unique in its file.
  public var id: String
  /// What samples made from one original have in common.
  public var group: String?
  /// The stored elements, row-major, as many as the manifest's input shape holds.
  public var input: [Float]
  /// The index of the right class.
  public var label: Int
  /// The slices it belongs to.
  public var slices: [String]?

  /// Describes one line.
  public init(id: String, group: String? = nil, input: [Float], label: Int, slices: [String]? = nil) {
    self.id = id
    self.group = group
    self.input = input
    self.label = label
    self.slices = slices
  }
}
