/// How far a quality metric may fall, with its unit said: points and percent are different promises.
public enum Drop: Sendable, Hashable, Codable {
  /// Percentage points of the metric: from 98.2 % to 97.4 % is 0.8 points. 0…100.
  case points(Double)
  /// Percent of the reference's own value: from 98.2 % to 97.4 % is 0.81 %. 0…100.
  case percent(Double)

  /// MLPerf Inference's first accuracy target: 99 % of the FP32 reference's own value
  /// (mlcommons/inference_policies, inference_rules.adoc).
  public static let mlperf99 = Drop.percent(1)
  /// MLPerf Inference's strict accuracy target: 99.9 % of the FP32 reference's own value.
  public static let mlperf99_9 = Drop.percent(0.1)

  /// The margin as a difference of two fractions, given the reference's value (0…1).
  public func fraction(ofReference value: Double) -> Double {
    switch self {
    case .points(let points): points / 100
    case .percent(let percent): percent / 100 * value
    }
  }

  /// How many samples more may be wrong, given the reference's value (0…1). In whole samples, with a hair above: 29 % of
  /// 100 are 29 and not 28.
  public func samples(of count: Int, reference value: Double) -> Int {
    Int((fraction(ofReference: value) * Double(count) + 1e-9).rounded(.down))
  }

  /// Whether the number makes a margin at all: finite, 0…100.
  public var isValid: Bool {
    switch self {
    case .points(let value), .percent(let value): value.isFinite && (0...100).contains(value)
    }
  }
}

extension Drop: CustomStringConvertible {
  /// `1 point`, `0.5 points`, `1 % (relative)`.
  public var description: String {
    switch self {
    case .points(let value): "\(Format.short(value)) \(value == 1 ? "point" : "points")"
    case .percent(let value): "\(Format.short(value)) % (relative)"
    }
  }
}
