import NetWeightCore
import Reporting

/// `certified(0.95)` and the interval of metrics that are judged by the bootstrap.
struct BootstrapPart: Codable {
  struct Row: Codable {
    let metric: String
    let samples: Int
    let trueDrop: Double
    /// Certified though the true drop is the margin; the intervals of 95 % that hold it.
    let certified, covered: Frequency
    /// Where the interval misses: it ends below the true drop, or begins above it.
    let below, above: Frequency
  }

  private struct Sum: Sendable {
    var certified = 0
    var covered = 0
    var below = 0
    var above = 0
  }

  var rows: [Row] = []

  init(samples: [Int], sets: Int, seed: UInt64) async throws {
    for population in try Population.all(seed: seed) {
      for samples in samples {
        // Of the same sets, however many there are.
        let sums = await Simulation.run(sets, seed: seed, from: Sum()) { sum, generator in
          let verdict = Judging.verdict(population.set(of: samples, &generator), margin: population.margin)
          if verdict.ruling == .held { sum.certified += 1 }
          guard let interval = verdict.difference?.interval else { return }
          if interval.upper < population.drop {
            sum.below += 1
          } else if interval.lower > population.drop {
            sum.above += 1
          } else {
            sum.covered += 1
          }
        }
        func share(_ count: (Sum) -> Int) -> Frequency { Frequency(sums.map(count).reduce(0, +), of: sets) }
        rows.append(
          Row(
            metric: population.name, samples: samples, trueDrop: population.drop,
            certified: share(\.certified), covered: share(\.covered), below: share(\.below),
            above: share(\.above)))
        Progress.say("bootstrap: \(population.name), \(samples) samples")
      }
    }
  }

  var markdown: [String] {
    var table = MarkdownTable([
      "Metric", "Samples", "True drop", "certified at it, %", "interval holds it, %", "ends below it, %",
      "begins above it, %", "sets",
    ])
    for row in rows {
      table.append([
        row.metric, "\(row.samples)", Cell.short(row.trueDrop), row.certified.text, row.covered.text,
        Cell.percent(row.below.value), Cell.percent(row.above.value), "\(row.certified.trials ?? 0)",
      ])
    }
    return ["#### Other metrics: the bootstrap, at a margin of exactly the true drop", table.text]
  }
}
