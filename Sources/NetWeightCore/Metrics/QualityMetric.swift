/// What is counted over the outcomes of a set.
public struct QualityMetric: Sendable, CustomStringConvertible {
  /// The field's own name of it: `accuracy`, `macro F1`. Baselines keep its value under this name.
  public let name: String
  /// Whether more of it is better; of an error rate or a loss, less is.
  public let isBetterHigher: Bool
  /// `.fraction` where a margin may be in points, `.plain` where only a relative one has a meaning.
  public let unit: Estimate.Unit
  /// How it counts.
  public let scoring: any Scoring

  /// Describes a metric.
  public init(
    _ name: String, isBetterHigher: Bool = true, unit: Estimate.Unit = .fraction, scoring: any Scoring
  ) {
    self.name = name
    self.isBetterHigher = isBetterHigher
    self.unit = unit
    self.scoring = scoring
  }

  /// The name of the metric.
  public var description: String { name }
}

extension QualityMetric {
  /// The share of samples whose highest score is at the right class, 0…1; of equal scores the first class wins.
  public static let accuracy = QualityMetric("accuracy", scoring: HighestScore())
}

/// Whether the highest score is at the right class.
struct HighestScore: BinaryScoring {
  func isRight(_ output: Tensor, _ target: Target) throws -> Bool {
    guard let label = target.label else {
      throw TargetMismatch(metric: "accuracy", problem: "it needs a label, and the sample has none")
    }
    return output.indexOfHighest == label
  }
}

extension Tensor {
  /// The index of the highest element, the first of equal ones, on every runtime alike; nil when one is NaN, or when
  /// there is none.
  public var indexOfHighest: Int? {
    guard var highest = scalars.first else { return nil }
    var index = 0
    for (position, value) in scalars.enumerated() {
      if value.isNaN { return nil }
      if value > highest { (highest, index) = (value, position) }
    }
    return index
  }
}
