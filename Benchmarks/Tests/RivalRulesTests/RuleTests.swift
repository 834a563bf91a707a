import RivalRules
import Testing

/// Expected values are from SciPy: `mannwhitneyu(b, a, alternative="greater", method="exact")` and
/// `binomtest(k, n, alternative="greater")`.
@Suite struct RuleTests {
  @Test func mannWhitneyOfSeparateSamples() {
    let probability = MannWhitney.probability([4, 5, 6], isAbove: [1, 2, 3])
    #expect(abs(probability - 0.05) < 1e-12)
  }

  @Test func mannWhitneyOfNineRepetitions() {
    let low = (0..<9).map { Double(2 * $0) }
    let probability = MannWhitney.probability(low.map { $0 + 5 }, isAbove: low)
    #expect(abs(probability - 0.046955985191) < 1e-11)
  }

  @Test func signTest() {
    #expect(abs(SignTest.probability(ofAtLeast: 8, of: 10) - 0.0546875) < 1e-12)
    #expect(SignTest.probability(ofAtLeast: 0, of: 10) == 1)
    #expect(abs(SignTest.probability(ofAtLeast: 600, of: 1000) - 1.3642e-10) < 1e-13)
  }

  @Test func equalStreamsAreNeverSlower() {
    let stream = (0..<90).map { Double($0 % 10) }
    #expect(!Rule.mannWhitney(stream, over: stream))
    #expect(!Rule.quantile(0.95, of: stream, over: stream, byMoreThan: 0.05))
    #expect(!Rule.signs(ofQuadruples: stream.map { ($0, $0) }))
  }

  @Test func aTenPercentShiftIsSlower() {
    let stream = (0..<90).map { 100 + Double($0 % 3) }
    let slower = stream.map { $0 * 1.1 }
    #expect(Rule.mannWhitney(slower, over: stream))
    #expect(Rule.quantile(0.5, of: slower, over: stream, byMoreThan: 0.05))
    #expect(Rule.signs(ofQuadruples: zip(stream, slower).map { ($0, $1) }))
  }
}
