import NetWeightCore
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    (0.0, "0 ns"), (7, "7 ns"), (999.4, "999 ns"), (999.5, "1.00 µs"), (1000, "1.00 µs"), (12_345, "12.3 µs"),
    (999_499, "999 µs"), (999_600, "1.00 ms"), (1.5e9, "1.50 s"), (3.6e12, "3600 s"), (.nan, "NaN"),
    (.infinity, "∞"),
  ])
  func `durations have three digits and the unit that fits`(nanoseconds: Double, text: String) {
    #expect(Format.duration(nanoseconds: nanoseconds) == text)
  }

  @Test(arguments: [
    (0.0, "0 B"), (999, "999 B"), (1024, "1.02 kB"), (64e6, "64.0 MB"), (1.5e9, "1.50 GB"), (2e15, "2000 TB"),
    (-2048, "-2.05 kB"),
  ])
  func `bytes are in powers of a thousand`(bytes: Double, text: String) {
    #expect(Format.bytes(bytes) == text)
    #expect(ByteCount.bytes(Int(bytes)).description == text)
  }

  @Test(arguments: [
    (1.0, 3, "1.00"), (0.9996, 3, "1.00"), (9.996, 3, "10.0"), (99.96, 3, "100"), (1234.5, 3, "1234"),
    (0.0123, 2, "0.012"), (0, 3, "0"), (-0.0123, 2, "-0.012"), (.nan, 3, "NaN"), (-.infinity, 3, "-∞"),
  ])
  func `significant digits are counted after rounding`(value: Double, digits: Int, text: String) {
    #expect(Format.significant(value, digits) == text)
  }

  @Test(arguments: [(-0.001, "0.00"), (-0.0, "0.00"), (-0.006, "-0.01"), (2.5, "2.50"), (.nan, "NaN")])
  func `zero has no sign`(value: Double, text: String) {
    #expect(Format.fixed(value, 2) == text)
  }

  @Test(arguments: [
    (1.0, "1"), (0.5, "0.5"), (-0.0, "0"), (1e16, "1e+16"), (.nan, "NaN"), (-.infinity, "-∞"),
  ])
  func `short numbers are as the user wrote them`(value: Double, text: String) {
    #expect(Format.short(value) == text)
  }

  @Test(arguments: [(0.012, "= 0.012"), (0.0001, "= 0.00010"), (9e-5, "< 0.0001"), (0, "< 0.0001")])
  func `tiny probabilities are not spelled out`(value: Double, text: String) {
    #expect(Format.probability(value) == text)
  }
}

@Suite struct EstimateTests {
  @Test func `value, interval and n are in one unit`() {
    let interval = Interval(0.9642, 0.9916)
    #expect(
      Estimate("int8", "accuracy", value: 0.9825, interval: interval, n: 400, unit: .fraction).description
        == "98.25 % (96.42 % … 99.16 %), n = 400")
    #expect(
      Estimate("drop", "accuracy", value: -0.0025, interval: Interval(-0.01, 0), n: 400, unit: .difference)
        .description == "-0.25 points (-1.00 points … 0.00 points), n = 400")
    #expect(
      Estimate("speed-up", "p95", value: 3.5, interval: Interval(0, .infinity), n: 8, unit: .ratio)
        .description
        == "3.50× (0× … ∞×), n = 8")
  }

  @Test func `an exact figure has no interval`() {
    #expect(Estimate("int8", "size", value: 64e6, n: 1, unit: .bytes).description == "64.0 MB, n = 1")
    #expect(Estimate("int8", "p95", value: .nan, n: 0, unit: .nanoseconds).description == "NaN, n = 0")
  }
}

@Suite struct DropTests {
  @Test func `a point of 98 % is not a percent of it`() {
    #expect(Drop.points(1).fraction(ofReference: 0.5) == 0.01)
    #expect(Drop.percent(1).fraction(ofReference: 0.5) == 0.005)
    #expect(Drop.points(1) != Drop.percent(1))
  }

  @Test func `each says its unit`() {
    #expect("\(Drop.points(1))" == "1 point")
    #expect("\(Drop.points(0.5))" == "0.5 points")
    #expect("\(Drop.percent(1))" == "1 % (relative)")
  }

  @Test(arguments: [
    (0.0, true), (100, true), (-0.1, false), (100.1, false), (.nan, false), (.infinity, false),
  ])
  func `a margin is between 0 and 100`(value: Double, isValid: Bool) {
    #expect(Drop.points(value).isValid == isValid)
    #expect(Drop.percent(value).isValid == isValid)
  }

  @Test(arguments: [(1.0, true), (1.5, true), (0.99, false), (.nan, false), (.infinity, false)])
  func `a factor is at least 1`(value: Double, isValid: Bool) {
    #expect(Factor.times(value).isValid == isValid)
  }

  @Test func `a factor is written with its sign`() {
    #expect("\(Factor.times(3))" == "3×")
    #expect("\(Factor.times(1.5))" == "1.5×")
  }
}
