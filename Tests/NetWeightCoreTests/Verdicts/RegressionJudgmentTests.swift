import NetWeightCore
import Testing

@Suite struct RegressionJudgmentTests {
  private let judgment = RegressionJudgment(
    claim: Claim(
      kind: .regression, sourceText: "#expectNoRegression(int8)", promise: "nowhere worse", variant: "int8"),
    baselineFile: "Baselines/digits/int8.json")

  private func verdict(size now: [Int], before: [Int], tolerance: Share) -> Verdict {
    let files = { (sizes: [Int]) in
      sizes.enumerated().map { ArtefactFile(name: "f\($0)", bytes: $1, sha256: "a") }
    }
    return judgment.verdict(size: files(now), before: files(before), tolerance: tolerance)
  }

  @Test func `files that grew more than was allowed break it`() {
    #expect(
      verdict(size: [1_000_000, 15_000], before: [1_000_000], tolerance: .percent(1)).description == """
        #expectNoRegression(int8)
          verdict    broken: the files of 'int8' have 1.02 MB, in its baseline 1.00 MB, promised at most 1 % more
          promised   nowhere worse
          baseline   int8: size in its baseline 1.00 MB, n = 1
          variant    int8: size 1.02 MB, n = 2
          stored in  Baselines/digits/int8.json
          next       look for weights that stayed in their old format, or that are in the files twice
                     after an intended change: review and accept what this run proposed
        """)
  }

  @Test(arguments: [(201, 200, 0.5, true), (202, 200, 0.5, false), (200, 200, 0, true), (199, 200, 0, true)])
  func `growth of exactly the tolerance holds`(now: Int, before: Int, percent: Double, isHeld: Bool) {
    let verdict = verdict(size: [now], before: [before], tolerance: .percent(percent))
    #expect(verdict.ruling == (isHeld ? .held : .broken))
    #expect(verdict.next.isEmpty == isHeld)
  }

  @Test(arguments: [(-5.0, "-5 %"), (.nan, "NaN %"), (.infinity, "∞ %")])
  func `a tolerance that is none is refused`(percent: Double, text: String) {
    let verdict = verdict(size: [1], before: [1], tolerance: .percent(percent))
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "\(text) more is no limit of size")
    #expect(verdict.next == ["give 0 or more: .percent(1)"])
  }

  @Test func `the same kernels hold`() {
    let lines = [KernelCount(2, "Dense", .int8, "cpu"), KernelCount(1, "Softmax", nil, "cpu")]
    let verdict = judgment.verdict(kernels: lines, before: lines)
    #expect(verdict.ruling == .held)
    #expect(verdict.summary == "'int8' ran 2 × Dense INT8 cpu, 1 × Softmax cpu, as in its baseline")
    #expect(verdict.next.isEmpty)
  }

  @Test func `other kernels break it`() {
    #expect(
      judgment.verdict(
        kernels: [
          KernelCount(1, "Dense", .fp32, "cpu"), KernelCount(1, "Dense", .int8, "cpu"),
          KernelCount(1, "Softmax", nil, "cpu"),
        ],
        before: [KernelCount(2, "Dense", .int8, "cpu"), KernelCount(1, "Softmax", nil, "cpu")]
      )
      .description == """
        #expectNoRegression(int8)
          verdict    broken: 'int8' ran 1 × Dense FP32 cpu, 1 × Dense INT8 cpu; in its baseline 2 × Dense INT8 cpu
          promised   nowhere worse
          stored in  Baselines/digits/int8.json
          next       look for a node that fell back to another format, or an option of the runtime that changed
                     after an intended change: review and accept what this run proposed
        """)
  }

  @Test func `kernels that only came or only went break it`() {
    let (a, b) = (KernelCount(1, "Dense", .int8, "cpu"), KernelCount(1, "Cast", nil, "cpu"))
    #expect(
      judgment.verdict(kernels: [a, b], before: [a]).summary
        == "'int8' ran 1 × Cast cpu; in its baseline these are not")
    #expect(
      judgment.verdict(kernels: [a], before: [a, b]).summary
        == "'int8' ran no more; in its baseline 1 × Cast cpu")
  }
}
