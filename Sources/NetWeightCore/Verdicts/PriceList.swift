/// What a drop in quality has to buy: the larger it is, the faster the variant must be.
public struct PriceList: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// One entry of the list.
  public struct Price: Sendable, Hashable {
    /// Up to this drop.
    public var drop: Drop
    /// At least so many times faster.
    public var factor: Factor
  }

  /// The entries as they were given.
  public let prices: [Price]

  /// Takes a literal: `[.points(0.2): .times(1.2), .points(1): .times(3)]`.
  public init(dictionaryLiteral elements: (Drop, Factor)...) {
    prices = elements.map { Price(drop: $0.0, factor: $0.1) }
  }

  /// Whether there is an entry, each is one that can be paid, no two are for the same drop, and a larger drop never asks
  /// for less.
  /// - Parameter reference: the reference's quality, 0…1, since drops may be relative to it.
  public func isValid(forReference reference: Double) -> Bool {
    let sorted = rising(reference)
    return !sorted.isEmpty && sorted.allSatisfy { $0.drop.isValid && $0.factor.isValid }
      && zip(sorted, sorted.dropFirst()).allSatisfy {
        $0.factor.value <= $1.factor.value
          && $0.drop.fraction(ofReference: reference) < $1.drop.fraction(ofReference: reference)
      }
  }

  /// Beyond this drop there is no price; nil for an empty list.
  public func largestDrop(forReference reference: Double) -> Drop? { rising(reference).last?.drop }

  /// The price of what was lost: the entry with the least drop that allows for it; nil when none does.
  public func price(of outcomes: PairedOutcomes) -> Price? {
    rising(outcomes.referenceValue).first { outcomes.isWithin($0.drop) }
  }

  private func rising(_ reference: Double) -> [Price] {
    prices.sorted { $0.drop.fraction(ofReference: reference) < $1.drop.fraction(ofReference: reference) }
  }
}

extension PriceList: CustomStringConvertible {
  /// `1.2× faster for up to 0.2 points, 3× faster for up to 1 point`.
  public var description: String {
    prices.map { "\($0.factor) faster for up to \($0.drop)" }.joined(separator: ", ")
  }
}
