import Foundation
import NetWeightCore
import Reporting

/// How answers flip: the chances that a sample fails anew and that it is gained.
struct Flips: Sendable {
  let newFailure: Double
  let gain: Double

  /// - Parameters:
  ///   - drop: the true drop, as a share.
  ///   - discordance: the share of samples that flip either way, at least the drop.
  /// - Returns: nil when so few flips make no such drop.
  init?(drop: Double, discordance: Double) {
    // A hair, since 1 % is not 0.01 in binary.
    guard discordance >= drop - 1e-12 else { return nil }
    newFailure = (discordance + drop) / 2
    gain = max(0, (discordance - drop) / 2)
  }

  /// 1 for a new failure, -1 for a gain, else 0.
  func draw(_ generator: inout SplitMix64) -> Int {
    let number = Double(generator.next() >> 11) * 0x1p-53
    return number < newFailure ? 1 : number < newFailure + gain ? -1 : 0
  }

  /// New failures and gains of so many samples.
  func counts(samples: Int, _ generator: inout SplitMix64) -> PairedCounts {
    var counts = PairedCounts(samples: samples, newFailures: 0, gains: 0)
    for _ in 0..<samples {
      switch draw(&generator) {
      case 1: counts.newFailures += 1
      case -1: counts.gains += 1
      default: break
      }
    }
    return counts
  }

  /// The chance that counts of so many samples make an event, counted out over all that have one above 1e-13.
  func chance(samples: Int, of event: @escaping @Sendable (PairedCounts) -> Double) async -> Double {
    let failures = Self.range(samples, newFailure)
    let gains = Self.range(samples, gain)
    let sums = await Simulation.map(failures) { failed in
      gains.reduce(0.0) { sum, gained in
        guard failed + gained <= samples else { return sum }
        let chance = exp(logarithm(samples, failed, gained))
        guard chance > 1e-13 else { return sum }
        return sum + chance * event(PairedCounts(samples: samples, newFailures: failed, gains: gained))
      }
    }
    return sums.reduce(0, +)
  }

  /// Within eight standard deviations, and some for the skew of small numbers.
  private static func range(_ samples: Int, _ chance: Double) -> Range<Int> {
    guard chance > 0 else { return 0..<1 }
    let mean = Double(samples) * chance
    let reach = 8 * mean.squareRoot() + 12
    return max(0, Int(mean - reach))..<min(samples, Int(mean + reach)) + 1
  }

  private func logarithm(_ samples: Int, _ failed: Int, _ gained: Int) -> Double {
    func term(_ count: Int, _ chance: Double) -> Double {
      count == 0 ? 0 : Double(count) * log(max(chance, 1e-300)) - lgamma(Double(count) + 1)
    }
    return lgamma(Double(samples) + 1) + term(failed, newFailure) + term(gained, gain)
      + term(samples - failed - gained, 1 - newFailure - gain)
  }
}
