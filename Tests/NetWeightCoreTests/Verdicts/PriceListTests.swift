import NetWeightCore
import Testing

@Suite struct PriceListTests {
  private let prices: PriceList = [.points(1): .times(3), .points(0.2): .times(1.2)]

  private func outcomes(_ netFailures: Int, of samples: Int, right: Int) -> PairedOutcomes {
    PairedOutcomes(
      PairedCounts(samples: samples, newFailures: max(0, netFailures), gains: max(0, -netFailures)),
      referenceRight: right)
  }

  @Test(arguments: [(-5, 1.2), (0, 1.2), (2, 1.2), (3, 3), (10, 3)])
  func `a drop has the price of the least entry that allows for it`(failures: Int, factor: Double) {
    let price = prices.price(of: outcomes(failures, of: 1000, right: 980))
    #expect(price?.factor == .times(factor))
  }

  @Test func `a drop beyond the list has no price`() {
    #expect(prices.price(of: outcomes(11, of: 1000, right: 980)) == nil)
  }

  @Test func `points and percent are told apart`() {
    let both: PriceList = [.percent(1): .times(2)]
    #expect(both.price(of: outcomes(5, of: 1000, right: 500)) != nil)
    #expect(both.price(of: outcomes(6, of: 1000, right: 500)) == nil)
  }

  @Test func `it is said as it was given`() {
    #expect("\(prices)" == "3× faster for up to 1 point, 1.2× faster for up to 0.2 points")
  }

  @Test(arguments: [
    PriceList(), [.points(-1): .times(3)], [.points(1): .times(0.5)],
    [.points(1): .times(2), .points(2): .times(1.5)], [.points(1): .times(2), .points(1): .times(3)],
  ])
  func `more drop never buys less speed`(prices: PriceList) {
    #expect(!prices.isValid(forReference: 0.98))
    #expect(self.prices.isValid(forReference: 0.98))
  }
}
