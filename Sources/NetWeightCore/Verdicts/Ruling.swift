/// The answer to a claim.
public enum Ruling: Sendable, Hashable {
  /// The promise was kept.
  case held
  /// The promise was not kept.
  case broken
  /// It cannot be told, and so it does not pass.
  case inconclusive(InconclusiveReason)

  /// `held`, `broken` or `inconclusive`, without the reason.
  public var name: String {
    switch self {
    case .held: "held"
    case .broken: "broken"
    case .inconclusive: "inconclusive"
    }
  }
}

extension Ruling: CustomStringConvertible {
  /// `held`, `broken` or `inconclusive (no-baseline)`.
  public var description: String {
    if case .inconclusive(let reason) = self { "inconclusive (\(reason.rawValue))" } else { name }
  }
}

extension Ruling: Codable {
  /// Reads what ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let known = [.held, .broken] + InconclusiveReason.allCases.map(Ruling.inconclusive)
    guard let ruling = known.first(where: { $0.description == text }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no ruling"))
    }
    self = ruling
  }

  /// Writes one word, with the reason in brackets.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
