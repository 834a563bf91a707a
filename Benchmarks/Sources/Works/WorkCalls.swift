/// Calls of a work: most do one amount, 8 % at random another.
///
/// `@unchecked Sendable`: the generator changes with each call, and calls never overlap.
public final class WorkCalls: @unchecked Sendable {
  private let work: any Work
  private let units: Int
  private let slowUnits: Int
  private var generator: SplitMix64

  /// Describes them.
  /// - Parameters:
  ///   - units: in most calls.
  ///   - slowUnits: in 8 % of the calls.
  public init(_ work: any Work, units: Int, slowUnits: Int, seed: UInt64) {
    self.work = work
    self.units = units
    self.slowUnits = slowUnits
    generator = SplitMix64(seed: seed)
  }

  /// One call.
  public func call() throws {
    // Drawn also where the two amounts are the same: the reference pays for it too.
    let isSlow = generator.uniform() < InjectedSlowdown.slowShare
    try work.perform(isSlow ? slowUnits : units)
  }
}
