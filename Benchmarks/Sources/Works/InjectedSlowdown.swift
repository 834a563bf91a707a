/// How much more work the candidate does than the reference.
public enum InjectedSlowdown: Sendable, Hashable {
  /// Every call does so many percent more; 0 is a comparison with itself.
  case percent(Int)
  /// 8 % of the calls, taken at random, do 25 % more.
  case tail

  /// Reads `0`, `3` or `tail`.
  public init?(_ text: String) {
    if text == "tail" {
      self = .tail
    } else if let percent = Int(text), (0...100).contains(percent) {
      self = .percent(percent)
    } else {
      return nil
    }
  }

  /// For the head of a column.
  public var label: String {
    switch self {
    case .percent(0): "A/A"
    case .percent(let percent): "\(percent) %"
    case .tail: "tail"
    }
  }

  /// What the candidate does in each call, when the reference does `units`. Exact, as those are whole hundreds.
  public func candidateUnits(_ units: Int) -> Int {
    switch self {
    case .percent(let percent): units * (100 + percent) / 100
    case .tail: units
    }
  }

  /// What it does in the slow calls.
  public func slowUnits(_ units: Int) -> Int {
    switch self {
    case .percent: candidateUnits(units)
    case .tail: units * 5 / 4
    }
  }

  /// The share of slow calls.
  public static let slowShare = 0.08
}
