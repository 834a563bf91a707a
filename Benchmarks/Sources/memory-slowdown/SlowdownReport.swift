import Foundation
import NetWeightCore
import Reporting
import RivalRules

/// Ratios of times to those of a plain process of the same round.
struct SlowdownReport: Codable {
  struct Row: Codable {
    let work: TimedWork
    let setting: Setting
    /// Nanoseconds of a call in a plain process, and in one of this setting; medians.
    let plain: Double
    let other: Double
    /// The median ratio of the rounds.
    let ratio: Double
    /// Where it is, at 95 %: by the sign test, which supposes nothing of how ratios are spread.
    let interval: Interval
    let rounds: Int
  }

  let conditions: Conditions
  var rows: [Row] = []

  mutating func add(_ work: TimedWork, _ times: [Setting: [Double]]) {
    guard let plain = times[.plain] else { return }
    for setting in Setting.allCases where setting != .plain {
      guard let other = times[setting], other.count == plain.count else { continue }
      let ratios = zip(other, plain).map { $0 / $1 }.sorted()
      let row = Row(
        work: work, setting: setting, plain: Self.median(plain.sorted()), other: Self.median(other.sorted()),
        ratio: Self.median(ratios), interval: Self.interval(ofMedianOf: ratios), rounds: ratios.count)
      rows.append(row)
      Progress.say("\(work.title), \(setting.title): \(Self.percent(row.ratio)) %")
    }
  }

  private static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// - Parameter sorted: at least six.
  private static func interval(ofMedianOf sorted: [Double]) -> Interval {
    let count = sorted.count
    // The place from either end beyond which the median lies with a chance of at most 2.5 %.
    var place = 0
    while SignTest.probability(ofAtLeast: count - place, of: count) <= 0.025 { place += 1 }
    return Interval(sorted[place - 1], sorted[count - place])
  }

  var markdown: String {
    var table = MarkdownTable([
      "Work", "Process", "µs a call, plain", "µs a call", "slower, %", "95 % interval", "at most 1 %",
      "processes",
    ])
    for row in rows {
      table.append([
        row.work.title, row.setting.title, Cell.short(row.plain / 1000), Cell.short(row.other / 1000),
        Self.percent(row.ratio), "\(Self.percent(row.interval.lower)) … \(Self.percent(row.interval.upper))",
        row.interval.upper <= 1.01 ? "yes" : row.interval.lower > 1.01 ? "no" : "not decided",
        "\(row.rounds)",
      ])
    }
    return "\(conditions.text)\n\n\(table.text)"
  }

  private static func percent(_ ratio: Double) -> String {
    let percent = (ratio - 1) * 100
    return abs(percent) < 100 ? "\((percent * 100).rounded() / 100)" : "\(Int(percent.rounded()))"
  }
}
