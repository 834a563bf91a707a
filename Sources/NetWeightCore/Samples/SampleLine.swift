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
  /// What goes into the model before preprocessing, or where that is.
  public var input: StoredInput
  /// The slices it belongs to.
  public var slices: [String]?
  /// The index of the right class.
  public var label: Int?
  /// The right numbers.
  public var values: [Float]?
  /// Texts of which each would be right.
  public var texts: [String]?
  /// The right token at each position.
  public var tokens: [Int]?
  /// How relevant each document is.
  public var relevances: [Float]?
  /// The boxes that are there.
  public var boxes: [Box]?

  /// Describes one line of a classification.
  public init(id: String, group: String? = nil, input: [Float], label: Int, slices: [String]? = nil) {
    self.id = id
    self.group = group
    self.input = .elements(input)
    self.label = label
    self.slices = slices
  }

  /// The targets that the line gives; a sample has exactly one.
  var targets: [Target] {
    let targets: [Target?] = [
      label.map(Target.label), values.map(Target.values), texts.map(Target.texts), tokens.map(Target.tokens),
      relevances.map(Target.relevances), boxes.map(Target.boxes),
    ]
    return targets.compactMap { $0 }
  }

  static let targetKeys = "label, values, texts, tokens, relevances, boxes"
}

/// An input as a line gives it.
public enum StoredInput: Sendable, Hashable, Codable {
  /// The elements, row-major, as many as the manifest's input shape holds.
  case elements([Float])
  /// The file that holds them.
  case file(InputReference)

  /// The elements; empty of an input in a file.
  public var elements: [Float] { if case .elements(let elements) = self { elements } else { [] } }

  /// Reads a list of numbers, or an object that names a file.
  public init(from decoder: any Decoder) throws {
    // Which of both it is meant to be is asked first, so that a mistake is told as one in that; a list before an object,
    // since a decoder that is asked for the wrong one writes an error, which takes longer than to read most lists.
    let isList = (try? decoder.unkeyedContainer()) != nil
    let isObject = !isList && (try? decoder.container(keyedBy: Key.self)) != nil
    self = isObject ? .file(try InputReference(from: decoder)) : .elements(try [Float](from: decoder))
  }

  private enum Key: CodingKey {}

  /// Writes what it reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .elements(let elements): try elements.encode(to: encoder)
    case .file(let reference): try reference.encode(to: encoder)
    }
  }
}
