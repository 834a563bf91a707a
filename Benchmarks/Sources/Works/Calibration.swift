import Dispatch

/// How many units of a work take as long as is wanted on this machine.
public struct Calibration: Sendable, Codable {
  /// Units of one call of the reference: whole hundreds, so that each percent is a whole number of units.
  public let units: Int
  /// What a unit takes, in nanoseconds, when nothing disturbs.
  public let nanosecondsOfUnit: Double
  /// What a timed call takes besides its units, in nanoseconds: reading the clock, calling, starting the loop.
  public let nanosecondsOfCallAlone: Double

  /// What a call takes, in nanoseconds, when nothing disturbs.
  public var nanosecondsOfCall: Double { nanosecondsOfCallAlone + Double(units) * nanosecondsOfUnit }

  /// Measures. Takes about half a second.
  /// - Parameter nanoseconds: the duration that is wanted. A hundred units may take longer; then they are taken.
  public init(of work: any Work, for nanoseconds: Double) throws {
    let unit = try Self.nanosecondsOfUnit(of: work)
    nanosecondsOfUnit = unit
    units = max(100, Int((nanoseconds / unit / 100).rounded()) * 100)
    // From two short calls, in which it is a part that can be seen. The lower quartile: disturbed calls are longer.
    let few = max(1, Int(1_000 / unit))
    let calls = [few, 4 * few].map { WorkCalls(work, units: $0, slowUnits: $0, seed: 1) }
    var durations: [[Double]] = [[], []]
    for _ in 0..<4_000 {
      for index in calls.indices { durations[index].append(try Self.time { try calls[index].call() }) }
    }
    let quartiles = durations.map { $0.sorted()[$0.count / 4] }
    nanosecondsOfCallAlone = max(0, quartiles[0] - (quartiles[1] - quartiles[0]) / 3)
  }

  /// Candidate ÷ reference of the duration of a call when only the units differ.
  public func ratio(ofUnits candidate: Int) -> Double {
    (nanosecondsOfCallAlone + Double(candidate) * nanosecondsOfUnit) / nanosecondsOfCall
  }

  private static func nanosecondsOfUnit(of work: any Work) throws -> Double {
    var units = 100
    var elapsed = try time { try work.perform(units) }
    // Long enough that reading the clock does not count.
    while elapsed < 5e6 {
      units *= 2
      elapsed = try time { try work.perform(units) }
    }
    // The least of many: only an undisturbed run tells the cost of the work.
    for _ in 0..<40 { elapsed = min(elapsed, try time { try work.perform(units) }) }
    return elapsed / Double(units)
  }

  private static func time(_ body: () throws -> Void) rethrows -> Double {
    let watch = Stopwatch()
    try body()
    return watch.nanoseconds
  }
}

/// The time since it was made.
public struct Stopwatch: Sendable {
  private let start = DispatchTime.now().uptimeNanoseconds

  /// Starts.
  public init() {}

  /// Nanoseconds since the start.
  public var nanoseconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) }

  /// Seconds since the start.
  public var seconds: Double { nanoseconds / 1e9 }
}
