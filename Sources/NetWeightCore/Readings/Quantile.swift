/// Quantiles of a list of numbers.
public enum Quantile {
  /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, "Sample quantiles
  /// in statistical packages", The American Statistician 50 (1996), 361–365). Reorders the list, which is not sorted:
  /// an interval of a long measurement takes a hundred quantiles, and took seconds by sorting.
  /// - Parameter probability: 0…1.
  /// - Returns: NaN for an empty list.
  public static func of(_ values: inout [Double], _ probability: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let position = probability * Double(values.count - 1)
    let index = Int(position)
    values.withUnsafeMutableBufferPointer { place(index, in: $0) }
    let next = values[(index + 1)...].min() ?? values[index]
    return values[index] + (position - Double(index)) * (next - values[index])
  }

  /// Puts the value that sorting would put at an index there, smaller ones before it and larger ones behind it (Hoare,
  /// "Algorithm 65: Find", Communications of the ACM 4 (1961), 321–322).
  private static func place(_ index: Int, in values: UnsafeMutableBufferPointer<Double>) {
    var low = 0
    var high = values.count - 1
    while low < high {
      let (first, middle, last) = (values[low], values[(low + high) / 2], values[high])
      let pivot = max(min(first, middle), min(max(first, middle), last))
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        guard left <= right else { break }
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
      if index <= right { high = right } else if index >= left { low = left } else { return }
    }
  }

  /// The median; NaN for an empty list.
  public static func median(of values: [Double]) -> Double {
    var copy = values
    return of(&copy, 0.5)
  }

  /// An interval of a quantile by order statistics, which needs no assumption on the distribution.
  ///
  /// The ranks are those of the normal approximation to the binomial (Conover, Practical Nonparametric
  /// Statistics, 1999, section 3.2).
  /// - Returns: nil when the sample is too small to have such an interval at all.
  public static func interval(
    ofSorted values: [Double], _ probability: Double, confidence: Double
  ) -> Interval? {
    let n = Double(values.count)
    let z = NormalDistribution.quantile(0.5 + confidence / 2)
    let spread = z * (n * probability * (1 - probability)).squareRoot()
    let lower = Int((n * probability - spread).rounded(.down)) - 1
    let upper = Int((n * probability + spread).rounded(.up))
    guard lower >= 0, upper < values.count else { return nil }
    return Interval(values[lower], values[upper])
  }
}
