import Foundation

/// The exact sign test.
public enum SignTest {
  /// The chance of at least so many heads among fair coins.
  public static func probability(ofAtLeast heads: Int, of coins: Int) -> Double {
    guard heads > 0 else { return 1 }
    guard heads <= coins else { return 0 }
    let all = logFactorial(coins) - Double(coins) * log(2)
    return (heads...coins).reduce(0) { $0 + exp(all - logFactorial($1) - logFactorial(coins - $1)) }
  }

  private static func logFactorial(_ n: Int) -> Double { lgamma(Double(n) + 1) }
}
