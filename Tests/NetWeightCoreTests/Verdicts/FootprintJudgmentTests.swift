import NetWeightCore
import Testing

@Suite struct SizeJudgmentTests {
  private func verdict(_ reference: [Int], _ candidate: [Int], by factor: Double = 3.5) -> Verdict {
    let claim = Claim(
      kind: .size, sourceText: "#expectSmaller(int8, than: fp32, by: .times(3.5))", promise: "3.5× smaller",
      variant: "int8", reference: "fp32")
    func files(_ bytes: [Int]) -> [ArtefactFile] {
      bytes.map { ArtefactFile(name: "model-\($0).bin", bytes: $0, sha256: "") }
    }
    return SizeJudgment(claim: claim, factor: .times(factor))
      .verdict(reference: files(reference), candidate: files(candidate))
  }

  @Test func `all files count`() {
    #expect(
      verdict([7_000_000], [1_500_000, 500_000]).description == """
        #expectSmaller(int8, than: fp32, by: .times(3.5))
          verdict     held: the files of 'int8' have 2.00 MB, those of 'fp32' 7.00 MB: 3.50× smaller, promised at \
        least 3.5× smaller
          promised    3.5× smaller
          baseline    fp32: size 7.00 MB, n = 1
          variant     int8: size 2.00 MB, n = 2
          difference  size ratio 3.50×, n = 1
          file        model-1500000.bin, 1.50 MB
          file        model-500000.bin, 500 kB
        """)
  }

  @Test func `one byte too many breaks it`() {
    let verdict = verdict([7_000_000], [2_000_001])
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.next == ["look for weights that stayed in their old format, or that are in the files twice"])
  }

  @Test func `a larger file is called larger`() {
    #expect(
      verdict([1000], [4000]).summary
        == "the files of 'int8' have 4.00 kB, those of 'fp32' 1.00 kB: 4.00× larger, promised at least 3.5× smaller"
    )
  }

  @Test(arguments: [([Int](), [5], "fp32"), ([5], [], "int8"), ([5], [0], "int8"), ([], [], "int8")])
  func `nothing in the files decides nothing`(reference: [Int], candidate: [Int], name: String) {
    let verdict = verdict(reference, candidate)
    #expect(verdict.ruling == .inconclusive(.unmeasurable))
    #expect(verdict.summary == "'\(name)' has no file with anything in it")
    #expect(verdict.next == ["give the variant the files that a user would ship"])
  }
}

@Suite struct RulingTests {
  @Test func `rulings survive their text`() throws {
    let all = [Ruling.held, .broken] + InconclusiveReason.allCases.map(Ruling.inconclusive)
    for ruling in all {
      #expect(try ruling.throughJSON() == ruling)
    }
    #expect("\(Ruling.inconclusive(.noBaseline))" == "inconclusive (no-baseline)")
    #expect(Ruling.inconclusive(.noBaseline).name == "inconclusive")
  }
}
