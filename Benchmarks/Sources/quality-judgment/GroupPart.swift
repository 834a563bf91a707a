import NetWeightCore
import Reporting

/// `certified(0.95)` of samples that share originals, with and without telling which.
struct GroupPart: Codable {
  struct Row: Codable {
    let samples, samplesOfGroup: Int
    let margin, drop, discordance: Double
    /// Of the flips of two samples of one group, 0…1.
    let correlation: Double
    var withGroups, withoutGroups: Frequency
  }

  var rows: [Row] = []

  struct Setting {
    let samples: Int
    let margin: Double
  }

  /// Enough samples for the margin to be certified at all.
  static let settings = [
    Setting(samples: 200, margin: 0.1), Setting(samples: 1_000, margin: 0.02),
    Setting(samples: 1_000, margin: 0.05), Setting(samples: 10_000, margin: 0.01),
  ]
  static let samplesOfGroup = 10

  init(correlations: [Double], sets: Int, seed: UInt64) async {
    for setting in Self.settings {
      // A set of 10,000 takes ten times as long.
      let sets = setting.samples > 1_000 ? sets / 10 : sets
      for (drop, discordance) in [
        (setting.margin, setting.margin), (setting.margin, 2 * setting.margin), (0, setting.margin),
      ] {
        for correlation in correlations {
          guard let flips = Flips(drop: drop, discordance: discordance) else { continue }
          let sums = await Simulation.run(sets, seed: seed, from: (0, 0)) { sum, generator in
            let set = Self.draw(flips, setting.samples, correlation, &generator)
            if Judging.isCertified(set.with, margin: setting.margin) { sum.0 += 1 }
            if Judging.isCertified(set.without, margin: setting.margin) { sum.1 += 1 }
          }
          rows.append(
            Row(
              samples: setting.samples, samplesOfGroup: Self.samplesOfGroup, margin: setting.margin,
              drop: drop, discordance: discordance, correlation: correlation,
              withGroups: Frequency(sums.reduce(0) { $0 + $1.0 }, of: sets),
              withoutGroups: Frequency(sums.reduce(0) { $0 + $1.1 }, of: sets)))
        }
      }
      Progress.say("groups: \(setting.samples) samples, margin \(setting.margin)")
    }
  }

  /// Each sample does as its original with a chance whose square is the correlation, else as it likes.
  private static func draw(
    _ flips: Flips, _ samples: Int, _ correlation: Double, _ generator: inout SplitMix64
  ) -> (with: PairedCounts, without: PairedCounts) {
    let follows = correlation.squareRoot()
    var changes: [Int] = []
    var groups: [String?] = []
    for group in 0..<samples / samplesOfGroup {
      let name = "original \(group)"
      let original = flips.draw(&generator)
      for _ in 0..<samplesOfGroup {
        let own = flips.draw(&generator)
        changes.append(Double(generator.next() >> 11) * 0x1p-53 < follows ? original : own)
        groups.append(name)
      }
    }
    let reference = changes.map { $0 >= 0 }
    let candidate = changes.map { $0 <= 0 }
    return (
      PairedCounts(reference: reference, candidate: candidate, groups: groups),
      PairedCounts(reference: reference, candidate: candidate)
    )
  }

  var markdown: [String] {
    var table = MarkdownTable([
      "Samples", "Originals", "Margin, points", "True drop, points", "Flips, %", "Correlation",
      "certified with groups, %", "without, %",
    ])
    for row in rows {
      table.append([
        "\(row.samples)", "\(row.samples / row.samplesOfGroup)", Cell.percent(row.margin),
        Cell.percent(row.drop), Cell.percent(row.discordance), "\(row.correlation)", row.withGroups.text,
        row.withoutGroups.text,
      ])
    }
    return [
      "#### Groups: ten samples of each original", "At a drop of the margin certified is the error:",
      table.text,
    ]
  }
}
