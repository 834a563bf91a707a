public import NetWeightCore

/// How often something happened: counted out exactly, or in so many trials.
public struct Frequency: Codable, Sendable {
  /// 0…1.
  public let value: Double
  /// How many trials it is of; nil when it is exact.
  public let trials: Int?

  /// A chance that was computed.
  public init(exactly value: Double) {
    self.value = value
    trials = nil
  }

  /// A share that was counted.
  public init(_ count: Int, of trials: Int) {
    value = Double(count) / Double(trials)
    self.trials = trials
  }

  /// Where the chance is, at 95 %; nil when it is exact.
  public var interval: Interval? {
    trials.map {
      WilsonInterval.of(
        successes: Int((value * Double($0)).rounded()), samples: $0, confidence: 0.95)
    }
  }

  /// In percent, to two digits, with the interval of what was counted.
  public var text: String {
    func percent(_ value: Double) -> String { "\((value * 10_000).rounded() / 100)" }
    return percent(value) + (interval.map { " (\(percent($0.lower))–\(percent($0.upper)))" } ?? "")
  }
}
