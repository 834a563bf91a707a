/// How far a variant may be from its own accepted baseline before that is a regression.
public struct RegressionTolerance: Sendable, Hashable {
  /// How far each metric may fall on a set as a whole; relative, so that it suits metrics of any unit.
  public var quality: Drop
  /// How much slower each recorded quantile may be.
  public var latency: Slowdown
  /// How much more memory at its peak, and how much larger files.
  public var memory, size: Share

  /// Describes tolerances. Unless said: 0.5 % of a metric, 5 % of latency, 2 % of memory and 1 % of size.
  public init(
    quality: Drop = .percent(0.5), latency: Slowdown = .percent(5), memory: Share = .percent(2),
    size: Share = .percent(1)
  ) {
    self.quality = quality
    self.latency = latency
    self.memory = memory
    self.size = size
  }

  /// 0.5 % of a metric, 5 % of latency, 2 % of memory and 1 % of size.
  public static let standard = RegressionTolerance()
}
