/// What is counted over the outcomes of a set.
public enum QualityMetric: String, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The share of samples whose highest score is at the right class, 0…1.
  case accuracy

  /// The name of the metric.
  public var description: String { rawValue }
}
