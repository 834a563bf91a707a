import Foundation
import NetWeightCore
import Testing

/// `swift` is a script here that hands out one prepared record after the other: what is tested is what the tool makes
/// of them, and that it starts the tests as the README does.
@Suite struct RecordTests {
  private let package: TemporaryPackage
  private var planted: URL { package.root.appending(path: "planted") }

  init() throws {
    package = try TemporaryPackage()
    try FileManager.default.createDirectory(at: planted, withIntermediateDirectories: true)
    let swift = planted.appending(path: "swift")
    try Data(
      """
      #!/bin/sh
      cd "$(dirname "$0")"
      echo "$@" >> calls
      run=$(wc -l < calls | tr -d ' ')
      if [ -e "$run.json" ]; then cp "$run.json" ../Reports/digits.run.json; fi
      echo "error: no such module 'Models'"

      """.utf8
    ).write(to: swift)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: swift.path(percentEncoded: false))
  }

  private func record(_ arguments: String...) async throws -> ToolRun {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try await ToolRun(
      arguments: ["record", "digits", "--root", package.root.path(percentEncoded: false)] + arguments,
      environment: ["PATH": "\(planted.path(percentEncoded: false)):\(path)"])
  }

  /// What so many processes will find.
  private func prepare(ratios: [Double]) async throws {
    let measured = try await package.measured()
    for (index, ratio) in ratios.enumerated() {
      let costing = measured.costing(
        peak: 1_000_000, ratio: ratio, interval: Interval(ratio * 0.9, ratio * 1.1),
        kernels: [KernelCount(3, "Dense", .int8, "cpu")])
      try package.recorded([.sample(.held)], variants: [costing])
      try FileManager.default.moveItem(
        at: RunRecordFile(suite: "digits", in: package.workspace).url,
        to: planted.appending(path: "\(index + 1).json"))
    }
  }

  @Test func proposesHowRatiosDifferBetweenProcesses() async throws {
    try await prepare(ratios: [0.3, 0.31, 0.29])
    let run = try await record("--processes", "3", "--filter", "Gates")
    #expect(run.code == 0)
    #expect(run.messages == "process 1 of 3\nprocess 2 of 3\nprocess 3 of 3\n")
    let root = package.root.path(percentEncoded: false)
    #expect(
      run.output == """
        proposed the costs of int8 over 3 processes
        Review: swift run netweight review --root '\(root)' digits

        """)
    let proposal = try BaselineFile.read(package.store().proposedFile("int8"))
    let latency = proposal?.machines[TemporaryPackage.machine.description]?.latency
    let spread = try #require(latency?.ratio(of: "p95", to: "fp32")?.betweenRuns)
    #expect(spread == BetweenRuns(ratios: [0.3, 0.31, 0.29]))
    let calls = try String(contentsOf: planted.appending(path: "calls"), encoding: .utf8)
    let call =
      "test --package-path \(root)/ -c release --disable-testable-imports --no-parallel --filter Gates\n"
    #expect(calls == call + call + call)
  }

  @Test func aProcessWithoutARecordEndsItWithWhatTheTestsPrinted() async throws {
    try await prepare(ratios: [0.3, 0.31])
    let run = try await record("--processes", "3")
    #expect(run.code == 1)
    #expect(run.output == "")
    #expect(
      run.messages.hasSuffix(
        """
        process 3 of 3
        error: no such module 'Models'
        Error: the tests recorded no run of 'digits'; the last that they printed is above. Next: mend the build, or name tests of the suite with --filter.

        """))
    #expect(try BaselineFile.read(package.store().proposedFile("int8")) == nil)
  }

  @Test func twoProcessesAreTooFew() async throws {
    let run = try await record("--processes", "2")
    #expect(run.code == 64)
    #expect(run.messages.hasPrefix("Error: --processes takes 3 or more: fewer show no spread.\n"))
  }
}
