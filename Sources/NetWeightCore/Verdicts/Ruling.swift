/// The answer to a claim.
public enum Ruling: Sendable, Hashable {
  /// The promise was kept.
  case held
  /// The promise was not kept.
  case broken
  /// It cannot be told, and so it does not pass.
  case inconclusive(InconclusiveReason)
  /// It was not asked, since its suite says that what it needs may be missing. Counted and named, and no pass.
  case skipped(InconclusiveReason)

  /// `held`, `broken`, `inconclusive` or `skipped`, without the reason.
  public var name: String {
    switch self {
    case .held: "held"
    case .broken: "broken"
    case .inconclusive: "inconclusive"
    case .skipped: "skipped"
    }
  }
}

extension Ruling: CustomStringConvertible {
  /// `held`, `broken`, `inconclusive (no-baseline)` or `skipped (runtime-missing)`.
  public var description: String {
    switch self {
    case .held, .broken: name
    case .inconclusive(let reason), .skipped(let reason): "\(name) (\(reason.rawValue))"
    }
  }
}

extension Ruling: Codable {
  /// Reads what ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    let reasons = InconclusiveReason.allCases
    let known = [.held, .broken] + reasons.map(Ruling.inconclusive) + reasons.map(Ruling.skipped)
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
