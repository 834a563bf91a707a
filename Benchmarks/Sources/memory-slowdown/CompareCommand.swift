import ArgumentParser
import Foundation
import NetWeightCore
import Reporting

/// Rounds of processes, one in each setting, which take turns.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Ratios of times between processes in different settings.")

  @Option(help: "How many processes of each setting, and six times as many of the INT8 digits.")
  var rounds = 100
  @Option(help: "How many blocks of calls a process times.")
  var blocks = 40
  @Option(parsing: .upToNextOption, help: "What is run.")
  var works = TimedWork.allCases
  @Option(help: "Where random choices start.")
  var seed: UInt64 = 1
  @Option(help: "jemalloc; else NETWEIGHT_JEMALLOC, else where systems install it.")
  var jemalloc: String?
  @OptionGroup var publication: Publication

  func validate() throws {
    guard rounds > 5, blocks > 0 else {
      throw ValidationError("--rounds takes 6 or more, --blocks 1 or more.")
    }
  }

  func run() async throws {
    let library = try jemalloc ?? Self.installedJemalloc()
    var generator = SplitMix64(seed: seed)
    var report = SlowdownReport(conditions: Conditions(seed: seed))
    for work in works {
      var rounds: [Round.Blocks] = []
      for _ in 0..<work.rounds(of: self.rounds) {
        let round = Round(work: work, jemalloc: library, blocks: work.blocks(of: blocks))
        rounds.append(try await round.run(drawingFrom: &generator))
      }
      report.add(work, rounds)
      try publication.save(report)
    }
    try publication.publish(report, markdown: report.markdown, place: "memory-slowdown")
  }

  private static func installedJemalloc() throws -> String {
    if let named = ProcessInfo.processInfo.environment["NETWEIGHT_JEMALLOC"], !named.isEmpty { return named }
    let folders = [
      "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
    ]
    let files = folders.map { "\($0)/libjemalloc.so.2" }
    guard let file = files.first(where: FileManager.default.isReadableFile(atPath:)) else {
      throw SlowdownError("no jemalloc in \(files.joined(separator: ", ")); next: name it by --jemalloc")
    }
    return file
  }
}
