import NetWeightCore
import Testing

@Suite struct PreemptionRecoveryTests {
  /// - Parameter timings: `x` a preempted one, `.` another.
  /// - Returns: `k` for each that is kept or, if preempted, judged by itself, `-` for each that pays for an earlier one.
  private func fates(of timings: String, _ recovery: inout PreemptionRecovery) -> String {
    String(timings.map { recovery.isOver(atTimingThat: $0 == "x") ? "k" : "-" })
  }

  @Test(arguments: [
    ("....", "kkkk"), ("x......", "k---kkk"), (".x.x....", "kk-k---k"), ("xx.....", "kk---kk"),
    ("x..", "k--"),
  ])
  func `the three timings after a preemption are not kept`(timings: String, fates: String) {
    var recovery = PreemptionRecovery(timings: 3)
    #expect(self.fates(of: timings, &recovery) == fates)
  }

  @Test func `none are left out where it takes none`() {
    var recovery = PreemptionRecovery(timings: 0)
    #expect(fates(of: "x.x.", &recovery) == "kkkk")
  }

  @Test func `it goes on in the next block`() {
    var recovery = PreemptionRecovery(timings: 3)
    #expect(fates(of: ".x", &recovery) == "kk")
    #expect(fates(of: "....", &recovery) == "---k")
  }

  @Test func `a preemption between two blocks counts too`() {
    var recovery = PreemptionRecovery(timings: 3)
    recovery.begin()
    #expect(fates(of: "....", &recovery) == "---k")
  }
}
