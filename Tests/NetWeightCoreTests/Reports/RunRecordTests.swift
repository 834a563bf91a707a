import Foundation
import NetWeightCore
import Testing

@Suite struct RunRecordTests {
  private let machine = Machine(
    processor: "Test", vectorInstructions: "AVX2", cores: 4, system: "Linux x86_64")

  private func record(_ rulings: [Ruling]) -> RunRecord {
    var record = RunRecord(
      suite: "digits", machine: machine, configuration: "release", preemption: .restartableSequence)
    record.verdicts = rulings.map { ruling in
      let claim = Claim(
        kind: .size, sourceText: "#expectSmaller(\n  int8 | x, than: fp32)", promise: "smaller",
        variant: "int8")
      return Verdict(claim: claim, ruling: ruling, summary: "found | this\r\nand that")
    }
    return record
  }

  @Test func `the report is the table of truth`() async throws {
    var record = record([.held, .broken, .inconclusive(.noBaseline)])
    record.add(try await .measured("fp32", artefact: "f", wrong: [9]))
    var example = try await Baseline.example()
    example.provenance.recipe = "a | b"
    record.add(example)
    #expect(
      MarkdownReport(record).text == """
        # digits: 1 held, 1 broken, 1 inconclusive

        | Model | Format | Gold | Hard | Worst slice | p50 | p95 | Peak memory | Size | Notes |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        | fp32 | INT8 | 90.00 % (n = 10) | — | gold/tail 50.0 % | — | — | — | 1.23 kB | per channel |
        | int8 | INT8 | 80.00 % (n = 10) | — | gold/tail 50.0 % | 124 µs | 129 µs | 10 B | 1.23 kB | a \\| b; \
        3.00× as fast as fp32 at p95; 2 × Dense INT8 cpu |

        Measured on Test with AVX2, 4 cores, Linux x86_64, release build, with test 1. Accuracy is the share of right \
        answers; p50 and p95 are of one call, interleaved with the reference; calls that the system preempted are told \
        by restartable sequence where variants do not suspend; peak memory is what was requested at once while loading and running, in a process of \
        its own; — was not measured in this run.

        ## Promises

        | Promise | Verdict | What was found |
        | --- | --- | --- |
        | `#expectSmaller(   int8 \\| x, than: fp32)` | held | found \\| this and that |
        | `#expectSmaller(   int8 \\| x, than: fp32)` | broken | found \\| this and that |
        | `#expectSmaller(   int8 \\| x, than: fp32)` | inconclusive (no-baseline) | found \\| this and that |

        """)
  }

  @Test func `the report says what disturbed a measurement, and what to do about it`() {
    var record = record([.held])
    record.verdicts[0].warnings = [.stolenTime(share: 0.125), .otherTests(cores: 0.9)]
    record.preemption = .none
    let text = MarkdownReport(record).text
    #expect(text.contains("calls that the system preempted cannot be told here; peak memory"))
    #expect(
      text.hasSuffix(
        """

        ## Warnings

        | Promise | What disturbed it | Next |
        | --- | --- | --- |
        | `#expectSmaller(   int8 \\| x, than: fp32)` | the hypervisor took 12.5 % of the time | use a machine whose \
        cores are not shared |
        | `#expectSmaller(   int8 \\| x, than: fp32)` | other threads of this process kept 0.9 cores busy | run with \
        --no-parallel, and mark the other measuring tests .uncontended; threads of the variants count too |

        """))
  }

  @Test(arguments: [
    ([Ruling](), Ruling?.none), ([.held, .held], .held),
    ([.held, .inconclusive(.emptySet)], .inconclusive(.emptySet)),
    ([.inconclusive(.emptySet), .held, .broken], .broken),
    ([.skipped(.runtimeMissing), .held], .held), ([.skipped(.runtimeMissing)], .skipped(.runtimeMissing)),
  ])
  func `the worst ruling is broken before inconclusive before held, and a skipped one is no pass`(
    rulings: [Ruling], worst: Ruling?
  ) {
    #expect(record(rulings).worstRuling == worst)
  }

  @Test func `what is measured twice of a variant is one row`() async throws {
    var record = record([])
    record.add(try await .measured(sets: ["gold"]))
    record.add(try await .measured(sets: ["hard"]))
    record.add(try await .measured("fp32"))
    #expect(record.variants.map(\.provenance.variant) == ["int8", "fp32"])
    #expect(record.variants[0].quality.keys.sorted() == ["gold", "hard"])
  }

  @Test func `a record survives its file, an infinite interval included`() async throws {
    let folder = try TemporaryFolder()
    let file = RunRecordFile(suite: "digits", in: folder.workspace)
    #expect(try file.read() == nil)
    var record = record([.broken, .inconclusive(.budgetSpent)])
    record.add(try await .example())
    record.verdicts[0].difference = Estimate(
      "speed-up", "p95", value: 2, interval: Interval(0, .infinity), n: 8, unit: .ratio)
    try file.write(record)
    #expect(try file.read() == record)
    #expect(file.url.path(percentEncoded: false).hasSuffix("/Reports/digits.run.json"))
  }

  @Test(arguments: [
    ("{\n  \"schema\": 1,\n", "cannot be read: line 2: is not valid JSON: it ends too early"),
    ("{\"schema\": 1}", "cannot be read: line 1: \"suite\" is missing"),
    ("{\"schema\": 7}", "has schema 7, this version reads 1"), ("", "cannot be read: line 1: is empty"),
  ])
  func `a damaged record is named`(text: String, problem: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "Reports/digits.run.json")
    expect(
      message: "Reports/digits.run.json: \(problem). "
        + "Next: make the Reports folder writable, remove the file and run the tests again."
    ) { try RunRecordFile(suite: "digits", in: folder.workspace).read() }
  }

  @Test func `a file in the place of the folder is named`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "Reports")
    let file = RunRecordFile(suite: "digits", in: folder.workspace)
    let error = #expect(throws: ReportError.self) { try file.write(record([.held])) }
    #expect(error?.file == "Reports/digits.run.json")
    #expect(error?.problem.hasPrefix("cannot be written: ") == true)
  }
}
