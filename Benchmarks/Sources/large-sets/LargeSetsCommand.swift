import ArgumentParser
import Foundation
import Reporting

@main
struct LargeSetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "large-sets", abstract: "Memory and time of an evaluation, by how many samples a set has.",
    subcommands: [MeasureCommand.self, EvaluateCommand.self, LoopCommand.self],
    defaultSubcommand: MeasureCommand.self)
}

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Makes sets and evaluates each in a process of its own.")

  @Option(parsing: .upToNextOption, help: "Samples of each set.")
  var samples = [100_000, 1_000_000]
  @Option(parsing: .upToNextOption, help: "Where inputs are: lines, u1 (.npy of bytes), f4 (.npy of floats).")
  var inputs = InputStorage.allCases
  @Option(help: "Samples of the plain loops, which keep all of them in memory.")
  var loopSamples = 100_000
  @Option(help: "Where random choices start.")
  var seed: UInt64 = 1
  @OptionGroup var publication: Publication

  func run() async throws {
    var report = LargeSetsReport(seed: seed)
    for storage in inputs {
      for count in samples {
        let folder = try LargeSet(samples: count, storage: storage, seed: seed).write()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run: EvaluationRun = try Self.child(["evaluate", folder.path])
        Progress.say("\(storage), \(count) samples: \(Cell.short(run.seconds)) s")
        report.rows.append(.init(storage: storage, run: run))
        try publication.save(report)
      }
    }
    let folder = try LargeSet(samples: loopSamples, storage: .lines, seed: seed).write()
    defer { try? FileManager.default.removeItem(at: folder) }
    report.loops = try Self.child(["loop", folder.path])
    try publication.publish(report, markdown: report.markdown, place: "large-sets")
  }

  /// What this executable prints when it is run with other arguments. A process of its own, since memory that was once
  /// taken stays in the peak.
  private static func child<Result: Decodable>(_ arguments: [String]) throws -> Result {
    guard let executable = Bundle.main.executableURL else { throw ChildFailure(output: "no executable") }
    let outcome = try ChildProcess.run(executable, arguments)
    guard outcome.status == 0 else { throw ChildFailure(output: outcome.output) }
    return try JSONDecoder().decode(Result.self, from: Data(outcome.output.utf8))
  }

  struct ChildFailure: Error, CustomStringConvertible {
    let output: String
    var description: String { "the child failed: \(output)" }
  }
}

extension InputStorage: ExpressibleByArgument {}
