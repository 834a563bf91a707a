import NetWeightCore
import Reporting

/// `certified(0.95)` of right and wrong answers, counted out exactly.
struct CertifiedPart: Codable {
  struct Row: Codable {
    let samples: Int
    let margin, discordance: Double
    /// The share that is certified at a true drop of the margin, which is the error, of none, and of half the margin;
    /// nil where so few flips make no such drop.
    var atMargin, atNone, atHalf: Frequency?
  }

  struct Promise: Codable {
    let margin, discordance, drop: Double
    /// What `SampleSize` says for 80 % power, and the power there.
    let samples: Int
    let power: Frequency
  }

  var rows: [Row] = []
  var promises: [Promise] = []

  static func chance(samples: Int, drop: Double, discordance: Double, margin: Double) async -> Frequency? {
    guard let flips = Flips(drop: drop, discordance: discordance) else { return nil }
    return Frequency(
      exactly: await flips.chance(samples: samples) { Judging.isCertified($0, margin: margin) ? 1 : 0 })
  }

  init(samples: [Int], margins: [Double], discordances: [Double]) async {
    for samples in samples {
      for margin in margins {
        for discordance in discordances {
          func at(_ drop: Double) async -> Frequency? {
            await Self.chance(samples: samples, drop: drop, discordance: discordance, margin: margin)
          }
          rows.append(
            Row(
              samples: samples, margin: margin, discordance: discordance, atMargin: await at(margin),
              atNone: await at(0), atHalf: await at(margin / 2)))
        }
        Progress.say("certified: \(samples) samples, margin \(margin)")
      }
    }
  }

  mutating func addPromises(margins: [Double], discordances: [Double], upTo most: Int) async {
    for margin in margins {
      for discordance in discordances {
        for drop in [0, margin / 2] {
          let samples = SampleSize.toCertify(
            margin: margin, drop: drop, churn: discordance, confidence: 0.95)
          guard let samples, samples <= most,
            let power = await Self.chance(
              samples: samples, drop: drop, discordance: discordance, margin: margin)
          else { continue }
          promises.append(
            Promise(margin: margin, discordance: discordance, drop: drop, samples: samples, power: power))
        }
      }
      Progress.say("promised samples: margin \(margin)")
    }
  }

  var markdown: [String] {
    var table = MarkdownTable([
      "Samples", "Margin, points", "Flips, %", "drop = margin: certified, %", "drop 0: certified, %",
      "drop = ½ margin: certified, %",
    ])
    for row in rows {
      table.append([
        "\(row.samples)", Cell.percent(row.margin), Cell.percent(row.discordance), row.atMargin?.text ?? "–",
        row.atNone?.text ?? "–", row.atHalf?.text ?? "–",
      ])
    }
    var promised = MarkdownTable([
      "Margin, points", "Flips, %", "True drop, points", "Samples for 80 %", "certified there, %",
    ])
    for row in promises {
      promised.append([
        Cell.percent(row.margin), Cell.percent(row.discordance), Cell.percent(row.drop), "\(row.samples)",
        row.power.text,
      ])
    }
    return [
      "#### Right and wrong: `certified(0.95)`, counted out exactly", table.text,
      "What `SampleSize.toCertify` says:", promised.text,
    ]
  }
}
