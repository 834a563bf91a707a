import Foundation
import NetWeightCore
import Testing

/// What another implementation says of random cases, whose seeds are 0, 1, …: see Scripts/metric-oracles.py.
struct MetricOracle {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracles")

  /// Reads one of the files there.
  static func file<Content: Decodable>(_ name: String, of type: Content.Type = Content.self) throws -> Content
  {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: "\(name).json")))
  }

  /// Compares a metric with its oracle on all cases: to 1e-9, relative to values over 1.
  static func expect(
    _ name: String, fewest: Int = 1000, sourceLocation: SourceLocation = #_sourceLocation,
    _ scored: (SeededGenerator) throws -> (metric: QualityMetric, samples: ScoredSamples)
  ) throws {
    let values: [Double?] = try file(name)
    #expect(values.count { $0 != nil } >= fewest, sourceLocation: sourceLocation)
    // One expectation for all: a thousand that hold would take most of the time.
    let wrong = try values.enumerated().compactMap { seed, expected -> String? in
      let (metric, samples) = try scored(SeededGenerator(seed: UInt64(seed)))
      let value = try metric.value(of: samples)
      let isRight = expected.map { abs(value - $0) <= 1e-9 * max(1, abs($0)) } ?? value.isNaN
      return isRight ? nil : "case \(seed): \(value), expected \(expected ?? .nan)"
    }
    #expect(wrong == [], sourceLocation: sourceLocation)
  }
}

extension QualityMetric {
  /// The metric of some samples, each counted as often as its weight says.
  func value(of samples: ScoredSamples, weights: [Double]? = nil) throws -> Double {
    let weights = weights ?? samples.map { _ in 1 }
    switch scoring {
    case let scoring as any BinaryScoring:
      let right = try samples.map { try scoring.isRight($0.output, $0.target) ? 1.0 : 0 }
      return zip(right, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    case let scoring as any AdditiveScoring:
      var sums: [Double] = []
      for (sample, weight) in zip(samples, weights) {
        let statistics = try scoring.statistics(of: sample.output, sample.target)
        if sums.isEmpty { sums = statistics.map { _ in 0 } }
        try #require(statistics.count == sums.count)
        for index in sums.indices { sums[index] += weight * statistics[index] }
      }
      return scoring.value(of: sums)
    case let scoring as any RankingScoring:
      return scoring.ranking(of: try samples.map { try scoring.statistics(of: $0.output, $0.target) })(
        weights)
    default:
      return try #require(nil, "\(self) is of none of the kinds that there are")
    }
  }
}
