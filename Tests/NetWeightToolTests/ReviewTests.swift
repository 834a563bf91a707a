import Foundation
import NetWeightCore
import Testing

@Suite struct ReviewTests {
  @Test func showsOldAndNewWithIntervals() async throws {
    let package = try TemporaryPackage()
    try package.accepted(
      try await package.measured().costing(
        peak: 1_000_000, ratio: 0.5, interval: Interval(0.48, 0.52),
        kernels: [KernelCount(1, "Dense", .fp32, "cpu"), KernelCount(2, "Dense", .int8, "cpu")]))
    // Wrong before on 98 and 99; wrong now on 0, 2, 4 and 98.
    let right = Set(0..<100).subtracting([0, 2, 4, 98])
    try package.proposed(
      try await package.measured(artefact: "weights two", right: right).costing(
        peak: 1_100_000, ratio: 0.6, interval: Interval(0.58, 0.62),
        kernels: [KernelCount(3, "Dense", .int8, "cpu")]))
    let before = try package.contents()

    let run = try await ToolRun("review", "digits", "int8", in: package)

    let root = package.root.path(percentEncoded: false)
    #expect(
      run.output == """
        digits/int8: would replace the baseline
        What            Old              New               Change
        --------------- ---------------- ----------------- ---------------------------------------------
        artefact        9 B 3bb63c501a2c 11 B be983c12208a other bytes
        gold accuracy   98.00 %, n = 100 96.00 %, n = 100  drop 2.00 points (-2.81 points … 7.60 points)
        gold answers                                       new failures 3, gains 1
        gold slice even 98.00 %          92.00 %           drop 6.00 points
        gold slice odd  98.00 %          100.00 %          rise 2.00 points

        With test 1, cpu, AVX2:
        What    Old                                    New                Change
        ------- -------------------------------------- ------------------ -------
        kernels 1 × Dense FP32 cpu, 2 × Dense INT8 cpu 3 × Dense INT8 cpu changed

        On \(TemporaryPackage.machine):
        What                    Old                      New                      Change
        ----------------------- ------------------------ ------------------------ --------------------------------
        peak memory             1.00 MB                  1.10 MB                  +10.0 %
        requested while loading 1.00 MB                  1.10 MB                  +10.0 %
        requested while running 1.00 MB                  1.10 MB                  +10.0 %
        p95 ÷ fp32              0.500× (0.480× … 0.520×) 0.600× (0.580× … 0.620×) +20.0 %, the intervals are apart

        Accept: swift run netweight accept --root '\(root)' digits int8
        Reject: swift run netweight reject --root '\(root)' digits int8


        """)
    #expect(run.messages == "")
    #expect(run.code == 0)
    #expect(try package.contents() == before)
  }

  @Test func firstProposalHasNoOldSide() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured())
    let run = try await ToolRun("review", in: package)
    #expect(
      run.output.hasPrefix(
        """
        digits/int8: new, there is no baseline yet
        What          Old New              Change
        ------------- --- ---------------- ------
        artefact      —   9 B 3bb63c501a2c
        format        —   INT8
        runtime       —   Scripted 1
        gold accuracy —   98.00 %, n = 100


        """))
    #expect(run.code == 0)
  }

  @Test func changedSetIsNotCompared() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    try package.proposed(try await package.measured(on: .numbered(100, sha256: "0dd")))
    let run = try await ToolRun("review", in: package)
    #expect(
      run.output.contains("gold accuracy 98.00 %, n = 100 98.00 %, n = 100 the set changed, not comparable\n")
    )
    #expect(!run.output.contains("drop"))
  }

  @Test func nothingPendingIsSaidAndFine() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let run = try await ToolRun("review", in: package)
    #expect(run.output == "Nothing is pending for digits.\n")
    #expect(run.code == 0)
    #expect(
      try await ToolRun("review", "digits", "int8", in: package).output == "Nothing is pending for int8.\n")
  }

  @Test func unknownVariantIsAUsageError() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let run = try await ToolRun("review", "digits", "int4", in: package)
    #expect(run.messages.hasPrefix("Error: There is no variant 'int4'. The variants are: int8.\n"))
    #expect(run.code == 64)
  }
}
