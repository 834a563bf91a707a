import Foundation
import NetWeightCore
import Testing

@Suite struct StatusTests {
  @Test func showsVariantsLastRunAndNextSteps() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured("fp32"))
    try package.proposed(try await package.measured("int8", right: Set(0..<97)))
    try package.recorded([.sample(.held), .sample(.broken)])
    let run = try await ToolRun("status", in: package)
    let root = package.root.path(percentEncoded: false)
    #expect(
      run.output == """
        digits
        Variant Format Accepted Pending Gold    Hard Costs of this machine
        ------- ------ -------- ------- ------- ---- ---------------------
        fp32    FP32   yes      no      98.00 % —    no
        int8    INT8   no       yes     97.00 % —    no

        Last run (release): 1 held, 1 broken, 0 inconclusive.
          int8 broken: 'int8' is 3.9× smaller
        Next: review int8: swift run netweight review --root '\(root)' digits
              quantize more layers


        """)
    #expect(run.messages == "")
    #expect(run.code == 1)
  }

  @Test func costsOfThisMachineAreSeen() async throws {
    let package = try TemporaryPackage()
    var baseline = try await package.measured()
    baseline.machines[Machine.current.description] = Baseline.Costs()
    try package.accepted(baseline)
    #expect(try await ToolRun("status", in: package).output.contains("98.00 % —    yes\n"))
  }

  @Test(
    "The exit code is that of the worst verdict",
    arguments: [
      ([Ruling.held], 0), ([.held, .inconclusive(.tooClose)], 3), ([.inconclusive(.tooClose), .broken], 1),
      ([], 3),
    ])
  func exitCode(rulings: [Ruling], code: Int) async throws {
    let package = try TemporaryPackage()
    try package.recorded(rulings.map(Verdict.sample))
    #expect(try await ToolRun("status", in: package).code == code)
  }

  @Test func pendingProposalDoesNotChangeTheCode() async throws {
    let package = try TemporaryPackage()
    try package.proposed(try await package.measured())
    try package.recorded([.sample(.held)])
    #expect(try await ToolRun("status", in: package).code == 0)
  }

  @Test func worstOfSeveralSuitesCounts() async throws {
    let package = try TemporaryPackage()
    try package.recorded([.sample(.broken)], suite: "broken")
    try package.recorded([.sample(.held)], suite: "held")
    try package.accepted(try await package.measured(), suite: "silent")
    #expect(try await ToolRun("status", in: package).code == 1)
    #expect(try await ToolRun("status", "held", in: package).code == 0)
    #expect(try await ToolRun("status", "held", "silent", in: package).code == 3)
  }

  @Test func suiteWithoutRunSaysSo() async throws {
    let package = try TemporaryPackage()
    try package.accepted(try await package.measured())
    let run = try await ToolRun("status", in: package)
    #expect(
      run.output.hasSuffix(
        """
        Last run: none is recorded.
        Next: run the tests: swift test -c release --disable-testable-imports


        """))
    #expect(run.code == 3)
  }

  @Test func packageWithoutSuitesIsNoPass() async throws {
    let run = try await ToolRun("status", in: try TemporaryPackage())
    #expect(run.output == "")
    #expect(run.messages.hasPrefix("There is no suite: neither Baselines nor Reports holds one. Next: "))
    #expect(run.code == 3)
  }
}
