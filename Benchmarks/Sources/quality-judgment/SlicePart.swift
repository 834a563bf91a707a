import Foundation
import NetWeightCore
import Reporting

/// The rule of slices, ten of them, none named beforehand.
struct SlicePart: Codable {
  struct Row: Codable {
    let samplesOfSlice: Int
    let drop, discordance: Double
    /// Runs with any slice broken: of ten slices at the margin exactly by the chance of one slice, and counted.
    var exactly, counted: Frequency
  }

  static let slices = 10
  let margin: Double
  /// All slices at the margin: false alarms of the whole family.
  var alarms: [Row] = []
  /// One slice drops, the others do not: how often that one is broken.
  var power: [Row] = []

  init(sizes: [Int], discordances: [Double], drops: [Double], margin: Double, runs: Int, seed: UInt64) async {
    self.margin = margin
    for size in sizes {
      for discordance in discordances {
        guard let flips = Flips(drop: margin, discordance: discordance) else { continue }
        // Holm's first step is the least p-value against a tenth of the level.
        let one = await Self.chance(flips, size, margin)
        let all = 1 - pow(1 - one, Double(Self.slices))
        let counted = await Self.counted(runs, seed: seed, margin: margin, size) { _ in flips }
        alarms.append(
          Row(
            samplesOfSlice: size, drop: margin, discordance: discordance, exactly: Frequency(exactly: all),
            counted: counted))
      }
      for drop in drops {
        // 2 % flip besides, as they do in all slices.
        guard let flips = Flips(drop: drop, discordance: drop + 0.02),
          let others = Flips(drop: 0, discordance: 0.02)
        else { continue }
        let one = await Self.chance(flips, size, margin)
        let counted = await Self.counted(runs / 10, seed: seed, margin: margin, size) {
          $0 == 0 ? flips : others
        }
        power.append(
          Row(
            samplesOfSlice: size, drop: drop, discordance: drop + 0.02, exactly: Frequency(exactly: one),
            counted: counted))
      }
      Progress.say("slices of \(size)")
    }
  }

  private static func chance(_ flips: Flips, _ size: Int, _ margin: Double) async -> Double {
    let level = 0.05 / Double(slices)
    return await flips.chance(samples: size) { Judging.pValue($0, margin: margin) <= level ? 1 : 0 }
  }

  private static func counted(
    _ runs: Int, seed: UInt64, margin: Double, _ size: Int, _ flips: @escaping @Sendable (Int) -> Flips
  ) async -> Frequency {
    let counts = await Simulation.run(runs, seed: seed, from: 0) { count, generator in
      let drawn = (0..<slices).map { flips($0).counts(samples: size, &generator) }
      if !Judging.brokenSlices(drawn, margin: margin).isEmpty { count += 1 }
    }
    return Frequency(counts.reduce(0, +), of: runs)
  }

  var markdown: [String] {
    func table(_ rows: [Row], _ what: String) -> String {
      var table = MarkdownTable([
        "Samples a slice", "True drop, points", "Flips, %", "\(what), %, exactly", "any broken, %, counted",
      ])
      for row in rows {
        table.append([
          "\(row.samplesOfSlice)", Cell.percent(row.drop), Cell.percent(row.discordance), row.exactly.text,
          row.counted.text,
        ])
      }
      return table.text
    }
    return [
      "#### Slices: ten, margin \(Cell.percent(margin)) points each",
      "All at the margin, which is the error:",
      table(alarms, "any broken"), "One drops, nine do not:", table(power, "that one broken"),
    ]
  }
}
