import ArgumentParser
import Foundation
import NetWeightCore
import Reporting
import Subprocess

/// Rounds of processes, one in each setting, in an order that is drawn anew for each round.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Ratios of times between processes in different settings.")

  @Option(help: "How many processes of each setting. Identical code in two processes differs by 0.35 %.")
  var rounds = 60
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
      var times: [Setting: [Double]] = [:]
      for _ in 0..<rounds {
        for setting in generator.shuffled(Setting.allCases) {
          times[setting, default: []].append(try await time(work, setting, jemalloc: library))
        }
      }
      report.add(work, times)
      try publication.save(report)
    }
    try publication.publish(report, markdown: report.markdown, place: "memory-slowdown")
  }

  private func time(_ work: TimedWork, _ setting: Setting, jemalloc: String) async throws -> Double {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in setting.environment(jemalloc: jemalloc) {
      Environment.Key(rawValue: name).map { variables[$0] = value }
    }
    let run = try await Subprocess.run(
      .path(.init(try Self.executable)),
      arguments: ["time", work.rawValue, setting.rawValue, "--blocks", "\(blocks)"],
      environment: .custom(variables), input: .none, output: .string(limit: 4096),
      error: .string(limit: 65_536))
    guard run.terminationStatus.isSuccess,
      let nanoseconds = Double(run.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)),
      nanoseconds > 0
    else {
      throw SlowdownError(
        "the process for '\(work.title)' under '\(setting.title)' ended with \(run.terminationStatus): "
          + run.standardError)
    }
    return nanoseconds
  }

  private static var executable: String {
    get throws {
      guard let path = Bundle.main.executablePath else { throw SlowdownError("this executable has no path") }
      return path
    }
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
