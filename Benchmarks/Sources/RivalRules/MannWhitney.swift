/// The test of Mann and Whitney, exact for small samples.
public enum MannWhitney {
  /// The chance of a U at least this large when both samples come from one distribution. Ties count half and then
  /// the chance is a little too large, which is the safe side.
  public static func probability(_ upper: [Double], isAbove lower: [Double]) -> Double {
    var u = 0.0
    for high in upper {
      for low in lower { u += high > low ? 1 : high == low ? 0.5 : 0 }
    }
    let counts = arrangements(upper.count, lower.count)
    let total = counts.reduce(0, +)
    return counts[Int(u.rounded(.down))...].reduce(0, +) / total
  }

  /// In how many orders of the m + n values each U from 0 to m · n comes about, by the recursion on which sample
  /// the largest value is from.
  private static func arrangements(_ m: Int, _ n: Int) -> [Double] {
    var table = [[[Double]]](repeating: .init(repeating: [1], count: n + 1), count: m + 1)
    guard m > 0, n > 0 else { return [1] }
    for i in 1...m {
      for j in 1...n {
        var counts = [Double](repeating: 0, count: i * j + 1)
        // The largest of the first sample is above all j of the other.
        for (u, count) in table[i - 1][j].enumerated() { counts[u + j] += count }
        for (u, count) in table[i][j - 1].enumerated() { counts[u] += count }
        table[i][j] = counts
      }
    }
    return table[m][n]
  }
}
