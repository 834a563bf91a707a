public import NetWeightCore

/// Many trials on all cores, with the same random numbers whatever the cores.
public enum Simulation {
  private static let parts = 32

  /// Runs trials in parts, each with a generator of its own.
  /// - Parameters:
  ///   - trials: how many in all.
  ///   - seed: where random choices start.
  ///   - trial: adds one trial to what its part has so far.
  /// - Returns: what the parts came to, in their order.
  public static func run<Sum: Sendable>(
    _ trials: Int, seed: UInt64, from start: Sum,
    _ trial: @escaping @Sendable (inout Sum, inout SplitMix64) -> Void
  ) async -> [Sum] {
    await map(0..<parts) { part in
      var generator = SplitMix64(seed: seed &+ UInt64(part) &* 0x9E37_79B9)
      var sum = start
      for _ in 0..<(trials / parts + (part < trials % parts ? 1 : 0)) { trial(&sum, &generator) }
      return sum
    }
  }

  /// Maps numbers on all cores, in their order.
  public static func map<Value: Sendable>(
    _ range: Range<Int>, _ body: @escaping @Sendable (Int) -> Value
  ) async -> [Value] {
    await withTaskGroup(of: (Int, Value).self) { group in
      for number in range { group.addTask { (number, body(number)) } }
      var values: [(Int, Value)] = []
      for await value in group { values.append(value) }
      return values.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
