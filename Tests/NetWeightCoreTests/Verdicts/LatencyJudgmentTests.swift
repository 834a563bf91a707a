import NetWeightCore
import Testing

@Suite struct LatencyJudgmentTests {
  private let claim = Claim(
    kind: .latency, sourceText: "#expectFaster(int8, than: fp32, p95: .times(1.5))",
    promise: "p95 of 'int8' at least 1.5× lower than of 'fp32'", variant: "int8", reference: "fp32")

  /// Sixty-four pairs of blocks in which the candidate takes the given part of the reference's time.
  private func measured(
    _ decision: LatencyClaim.Decision, ratio: Double, quantity: String = "p95", preempted: Double = 0.02,
    detection: PreemptionDetection = .restartableSequence, budgetWasSpent: Bool = false
  ) -> PairedLatency {
    let pairs = (0..<64).map { pair in
      let noise = (0..<10).map { 1 + 0.001 * Double((pair * 7 + $0 * 3) % 11) }
      return BlockPair(
        reference: noise[..<5].map { 100_000 * $0 }, candidate: noise[5...].map { 100_000 * ratio * $0 })
    }
    var latency = PairedLatency(
      claim: LatencyClaim(quantile: quantity == "p50" ? 0.5 : 0.95, limit: 1 / 1.5), names: ("fp32", "int8"),
      quantity: quantity, decision: decision, pairs: pairs, criticalValue: 3.03, preemptedShare: preempted,
      detection: detection, budgetWasSpent: budgetWasSpent)
    latency.droppedAfterPreemption = quantity == "p50" ? 0 : 3
    return latency
  }

  private func verdict(_ latency: PairedLatency, explanation: SpeedExplanation? = nil) -> Verdict {
    LatencyJudgment(claim: claim, factor: .times(1.5)).verdict(on: latency, explanation: explanation)
  }

  @Test func `a promise that holds says how fast and how it was measured`() {
    #expect(
      verdict(measured(.held, ratio: 0.5)).description == """
        #expectFaster(int8, than: fp32, p95: .times(1.5))
          verdict     held: 'int8' is 2.00× as fast as 'fp32' at p95, promised at least 1.5×
          promised    p95 of 'int8' at least 1.5× lower than of 'fp32'
          baseline    fp32: p95 101 µs (101 µs … 101 µs), n = 320
          variant     int8: p95 50.5 µs (50.5 µs … 50.5 µs), n = 320
          difference  speed-up 2.00× (1.98× … 2.02×), n = 64
          measured    64 interleaved pairs of blocks in this run; 2.0 % of calls were preempted and dropped with the \
        3 after each (told by restartable sequence)
        """)
  }

  @Test func `the limit is that of the speed-up`() {
    let latency = measured(.held, ratio: 0.5)
    #expect(verdict(latency).limit == .atLeast(1.5))
    #expect(
      LatencyJudgment(claim: claim, slowdown: .percent(25)).verdict(on: latency).limit == .atLeast(0.8))
  }

  @Test func `the median has its own figures`() {
    let verdict = verdict(measured(.held, ratio: 0.5, quantity: "p50", detection: .contextSwitches))
    #expect(verdict.baseline?.description == "100 µs (100 µs … 101 µs), n = 320")
    #expect(
      verdict.notes[0].text.hasSuffix(
        "2.0 % of calls were preempted and dropped (told by context switches)")
    )
  }

  @Test func `calls that met the timer are counted, and warnings come typed and in words`() {
    var latency = measured(.held, ratio: 0.5)
    latency.tickedShare = 0.05
    latency.warnings = [.stolenTime(share: 0.1)]
    let verdict = verdict(latency)
    #expect(verdict.notes[0].text.hasSuffix("; 5.0 % met the system's timer and were dropped"))
    #expect(verdict.warnings == [.stolenTime(share: 0.1)])
    #expect(
      verdict.description.hasSuffix(
        "\n  warning     the hypervisor took 10.0 % of the time: use a machine whose cores are not shared"))
  }

  @Test func `a broken promise without placement asks for it`() {
    let verdict = verdict(measured(.broken, ratio: 1.25))
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary == "'int8' is 0.801× as fast as 'fp32' at p95, promised at least 1.5×")
    #expect(verdict.notes.map(\.label) == ["measured"])
    #expect(
      verdict.next == [
        "check with #expectNoFallback which kernels 'int8' ran, and that both have the same threads"
      ])
  }

  @Test func `a broken promise tells why, as far as it is known`() {
    let explanation = SpeedExplanation(text: "1 of 2 Dense ran in FP32", next: ["quantize it"])
    let verdict = verdict(measured(.broken, ratio: 1.25), explanation: explanation)
    #expect(verdict.notes.last == .init("kernels", "1 of 2 Dense ran in FP32"))
    #expect(verdict.next == ["quantize it"])
  }

  @Test func `a promise that holds needs no reason`() {
    let explanation = SpeedExplanation(text: "1 of 2 Dense ran in FP32", next: ["quantize it"])
    #expect(verdict(measured(.held, ratio: 0.5), explanation: explanation).notes.map(\.label) == ["measured"])
  }

  @Test func `the end of the budget decides nothing`() {
    let verdict = verdict(measured(.undecided, ratio: 0.66, budgetWasSpent: true))
    #expect(verdict.ruling == .inconclusive(.budgetSpent))
    #expect(verdict.next == ["raise .budget(seconds:), or measure on a quieter machine"])
  }

  @Test func `a ratio at the limit decides nothing`() {
    let verdict = verdict(measured(.undecided, ratio: 0.666))
    #expect(verdict.ruling == .inconclusive(.tooClose))
    #expect(
      verdict.next == [
        "the true ratio is too near to the limit for this machine: promise a little less, or make the variant faster"
      ])
  }

  @Test func `where preemption cannot be told nothing is said to be dropped`() {
    let verdict = verdict(measured(.held, ratio: 0.5, preempted: 0, detection: .none))
    #expect(
      verdict.notes == [
        .init(
          "measured",
          "64 interleaved pairs of blocks in this run; preempted calls could not be told and are in it")
      ])
  }
}
