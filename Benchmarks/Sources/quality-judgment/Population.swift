import Foundation
import NetWeightCore

/// Samples of which sets are drawn with replacement, so that the truth is known: the metric over all of them.
struct Population: Sendable {
  let name: String
  let metric: QualityMetric
  let reference, candidate: [SampleScore]
  /// The true drop, in the metric's unit.
  let drop: Double
  /// A margin that is exactly the true drop.
  let margin: Drop

  static let size = 20_000

  /// - Parameter draw: what one sample adds with the reference and with the candidate.
  private init(
    _ name: String, _ metric: QualityMetric, seed: UInt64,
    _ draw: (inout SplitMix64) throws -> (before: SampleScore, after: SampleScore)
  ) throws {
    var generator = SplitMix64(seed: seed)
    let samples = try (0..<Self.size).map { _ in try draw(&generator) }
    self.name = name
    self.metric = metric
    reference = samples.map(\.before)
    candidate = samples.map(\.after)
    let whole = PairedOutcomes(metric, reference: reference, candidate: candidate)
    drop = whole.drop
    margin =
      metric.unit == .fraction ? .points(drop * 100) : .percent(drop / abs(whole.referenceValue) * 100)
  }

  /// A set of so many samples.
  func set(of samples: Int, _ generator: inout SplitMix64) -> PairedOutcomes {
    let places = (0..<samples).map { _ in generator.below(Self.size) }
    return PairedOutcomes(
      metric, reference: places.map { reference[$0] }, candidate: places.map { candidate[$0] })
  }

  static func all(seed: UInt64) throws -> [Population] {
    [
      try macroF1(seed: seed), try meanAbsoluteError(seed: seed), try bleu(seed: seed),
      try rareLoss(seed: seed), try auroc(seed: seed),
    ]
  }

  /// Ten classes, the rarest of 3.4 %; 7 % wrong before, and 3 % of the right ones fail anew.
  private static func macroF1(seed: UInt64) throws -> Population {
    let metric = QualityMetric.f1(.macro)
    let shares = (1...10).map { 1 / Double($0) }
    let total = shares.reduce(0, +)
    func scores(_ answer: Int) -> Tensor { Tensor(vector: (0..<10).map { $0 == answer ? 1 : 0 }) }
    return try Population("macro F1", metric, seed: seed) { generator in
      var rest = generator.uniform(in: 0...total)
      let label = shares.firstIndex { share in
        rest -= share
        return rest <= 0
      }
      let right = label ?? 9
      let other = (right + 1 + generator.below(9)) % 10
      let before = generator.uniform(in: 0...1) < 0.07 ? other : right
      let flips = generator.uniform(in: 0...1) < (before == right ? 0.03 : 0.1)
      let after = flips ? (before == right ? other : right) : before
      return (
        try metric.score(of: scores(before), .label(right)),
        try metric.score(of: scores(after), .label(right))
      )
    }
  }

  /// Errors about lognormal, each of the candidate a quarter larger or smaller, 6 % larger on the mean.
  private static func meanAbsoluteError(seed: UInt64) throws -> Population {
    let metric = QualityMetric.meanAbsoluteError
    func score(_ error: Double) throws -> SampleScore {
      try metric.score(of: Tensor(vector: [Float(error)]), .values([0]))
    }
    return try Population("mean absolute error", metric, seed: seed) { generator in
      let before = exp(0.8 * generator.normal())
      return (try score(before), try score(before * exp(0.03 + 0.25 * generator.normal())))
    }
  }

  /// Sentences of 6 to 35 words, each with a quality of its own; the candidate loses 2 % of the runs of one word that
  /// match, and more of longer ones.
  private static func bleu(seed: UInt64) throws -> Population {
    try Population("BLEU", .bleu { _ in "" }, seed: seed) { generator in
      let words = 6 + generator.below(30)
      let reference = max(4, words + generator.below(5) - 2)
      let quality = generator.uniform(in: 0.4...0.9)
      var before = [Double(words), Double(reference)]
      var after = before
      var chance = quality
      for order in 1...4 {
        let total = words - order + 1
        let matches = (0..<total).count { _ in generator.uniform(in: 0...1) < chance }
        let kept = (0..<matches).count { _ in generator.uniform(in: 0...1) < pow(0.98, Double(order)) }
        let gained = (0..<total - matches).count { _ in generator.uniform(in: 0...1) < 0.01 }
        before += [Double(matches), Double(total)]
        after += [Double(kept + gained), Double(total)]
        chance *= 0.75
      }
      return (.statistics(before), .statistics(after))
    }
  }

  /// A loss that rises a lot on 3 % of samples and hardly elsewhere: as skewed as a rare failure makes it.
  private static func rareLoss(seed: UInt64) throws -> Population {
    let metric = QualityMetric.custom("loss", isBetterHigher: false, unit: .plain) { output, _ in
      Double(output.scalars[0])
    }
    func score(_ loss: Double) throws -> SampleScore {
      try metric.score(of: Tensor(vector: [Float(loss)]), .label(0))
    }
    return try Population("custom loss, rare rises", metric, seed: seed) { generator in
      let before = -log(generator.uniform(in: 0.001...1))
      let rise = generator.uniform(in: 0...1) < 0.03 ? exp(0.5 + 0.7 * generator.normal()) : 0
      return (try score(before), try score(before + rise + 0.02 * generator.normal()))
    }
  }

  /// One in ten is positive and scores higher by two deviations; the candidate adds noise to both.
  private static func auroc(seed: UInt64) throws -> Population {
    let metric = QualityMetric.auroc
    func score(_ score: Double, _ isPositive: Bool) throws -> SampleScore {
      try metric.score(of: Tensor(vector: [Float(score)]), .label(isPositive ? 1 : 0))
    }
    return try Population("AUROC", metric, seed: seed) { generator in
      let isPositive = generator.uniform(in: 0...1) < 0.1
      let before = generator.normal() + (isPositive ? 2 : 0)
      return (try score(before, isPositive), try score(before + 0.5 * generator.normal(), isPositive))
    }
  }
}
