import Foundation
import NetWeightCore
import Reporting
import RivalRules

/// Ratios of times to those of the plain process of the same round.
struct SlowdownReport: Codable {
  struct Row: Codable {
    let work: TimedWork
    let setting: Setting
    /// Nanoseconds of a call in a plain process, and in one of this setting; medians over rounds.
    let plain: Double
    let other: Double
    /// Of each round.
    let ratios: [Double]
    /// The median of those.
    let ratio: Double
    /// Where it is, at 95 %: by the sign test, which supposes nothing of how ratios are spread.
    let interval: Interval
    /// Allocations of a call; nil where they are not counted.
    let allocations: Double?
  }

  let conditions: Conditions
  var rows: [Row] = []

  mutating func add(_ work: TimedWork, _ rounds: [Round.Blocks]) {
    for setting in Setting.allCases where setting != .plain {
      let pairs = rounds.map { (plain: Self.typical($0[.plain]), other: Self.typical($0[setting])) }
      let ratios = pairs.map { $0.other / $0.plain }
      let allocations = Self.median(rounds.flatMap { $0[setting] ?? [] }.map(\.allocationsOfCall))
      let row = Row(
        work: work, setting: setting, plain: Self.median(pairs.map(\.plain)),
        other: Self.median(pairs.map(\.other)), ratios: ratios,
        ratio: Self.median(ratios), interval: Self.interval(ofMedianOf: ratios.sorted()),
        allocations: setting.isCounting ? allocations : nil)
      rows.append(row)
      Progress.say("\(work.title), \(setting.title): \(Self.percent(row.ratio)) %")
    }
  }

  /// The mean of the faster half: what is slower was disturbed.
  private static func typical(_ blocks: [TimedProcess.Block]?) -> Double {
    let times = (blocks ?? []).map(\.nanosecondsOfCall).sorted()
    let faster = times.prefix((times.count + 1) / 2)
    return faster.reduce(0, +) / Double(faster.count)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
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
      "allocations a call",
    ])
    for row in rows {
      table.append([
        row.work.title, row.setting.title, Cell.short(row.plain / 1000), Cell.short(row.other / 1000),
        Self.percent(row.ratio), "\(Self.percent(row.interval.lower)) … \(Self.percent(row.interval.upper))",
        row.interval.upper <= 1.01 ? "yes" : row.interval.lower > 1.01 ? "no" : "not decided",
        row.allocations.map(Cell.short) ?? "–",
      ])
    }
    return "\(conditions.text)\n\n\(table.text)"
  }

  private static func percent(_ ratio: Double) -> String {
    let percent = (ratio - 1) * 100
    return abs(percent) < 100 ? "\((percent * 100).rounded() / 100)" : "\(Int(percent.rounded()))"
  }
}
