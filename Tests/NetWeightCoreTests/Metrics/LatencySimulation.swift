import Foundation
import NetWeightCore

/// Latencies of a busy machine: a level that drifts from call to call and carries over from block to block, skewed
/// noise of each call, and bursts that last for many calls. Blocks come in coin-flip order.
struct LatencySimulation {
  private var generator: SeededGenerator
  private var drift = 0.0
  private var burst = 0
  private let burstChance: Double
  private let plan: BlockPlan

  /// - Parameters:
  ///   - quantile: blocks are as a measurement of it makes them.
  ///   - burstChance: of one to begin at a call; at 0.01 the 95th percentile lies right in the bursts.
  init(seed: UInt64, quantile: Double = 0.99, burstChance: Double = 0.01) {
    generator = SeededGenerator(seed: seed)
    plan = BlockPlan(quantile: quantile, reference: 1e5, candidate: 1e5, remaining: 1e10)
    self.burstChance = burstChance
  }

  mutating func pair(ratio: Double) -> BlockPair {
    let referenceFirst = Bool.random(using: &generator)
    let first = block(scale: referenceFirst ? 1 : ratio)
    let second = block(scale: referenceFirst ? ratio : 1)
    return BlockPair(reference: referenceFirst ? first : second, candidate: referenceFirst ? second : first)
  }

  private mutating func block(scale: Double) -> [Double] {
    (0..<plan.timings).map { _ in call() * scale }.suffix(plan.kept)
  }

  private mutating func call() -> Double {
    // A correlation of 0.98 from call to call: what one block has seen, the next one sees too.
    drift = 0.98 * drift + 0.01 * generator.normal()
    if burst > 0 { burst -= 1 } else if generator.uniform() < burstChance { burst = 8 }
    return 100_000 * exp(drift - 0.01 * log(1 - generator.uniform()) + (burst > 0 ? 0.15 : 0))
  }
}
