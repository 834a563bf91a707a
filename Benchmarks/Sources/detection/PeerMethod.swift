import Foundation
import Reporting
import Workloads
import Works

/// google/swift-benchmark as it is: one run of the reference, one of the candidate, and the medians that it prints.
/// It has no comparison of its own; the 5 % is what a CI script around it takes.
struct GooglePeer {
  let seconds: Double?

  func judge(_ comparison: Comparison) throws -> Answer {
    let watch = Stopwatch()
    let reference = try median(comparison.peerSetting(isCandidate: false, seconds: seconds))
    let candidate = try median(comparison.peerSetting(isCandidate: true, seconds: seconds))
    return Answer(isSlower: candidate > reference * 1.05, seconds: watch.seconds)
  }

  private func median(_ setting: PeerSetting) throws -> Double {
    let time = setting.seconds.map { ["--min-time", "\($0)"] } ?? []
    let outcome = try ChildProcess.run(
      PeerExecutable.google.file(), ["--format", "json", "--quiet"] + time, adding: setting.environment)
    struct Report: Decodable {
      struct Row: Decodable { let time: Double }
      let benchmarks: [Row]
    }
    let report = try? JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    guard outcome.status == 0, let row = report?.benchmarks.first else {
      throw WorkloadError(problem: "google-peer ended with \(outcome.status): \(outcome.output)")
    }
    return row.time
  }
}

/// ordo-one/benchmark as it is: its own BenchmarkTool writes a baseline of the reference and checks the candidate
/// against it, with its default thresholds (p25, p50 and p75 of the wall clock at most 5 % higher). Only its plugin is
/// left out, which would build the package before each run.
struct OrdoPeer {
  let seconds: Double?

  func judge(_ comparison: Comparison) throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "baselines-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let watch = Stopwatch()
    let update = try run("update", comparison.peerSetting(isCandidate: false, seconds: seconds), folder)
    guard update.status == 0 else { throw failure(update) }
    let check = try run("check", comparison.peerSetting(isCandidate: true, seconds: seconds), folder)
    // Its own exit codes: 2 worse than the thresholds, 4 better.
    guard [0, 2, 4].contains(check.status) else { throw failure(check) }
    return Answer(isSlower: check.status == 2, seconds: watch.seconds)
  }

  private func run(_ operation: String, _ setting: PeerSetting, _ folder: URL) throws -> ChildProcess.Outcome
  {
    let peer = PeerExecutable.ordoOne.file()
    return try ChildProcess.run(
      PeerExecutable.ordoOne.file("BenchmarkTool"),
      [
        "--command", "baseline", "--baseline-operation", operation, "--baseline", "reference",
        "--baseline-storage-path", folder.path, "--format", "text", "--grouping", "benchmark", "--quiet",
        "--no-progress", "--targets", "ordo-peer", "--benchmark-executable-paths", peer.path,
      ], adding: setting.environment)
  }

  private func failure(_ outcome: ChildProcess.Outcome) -> WorkloadError {
    WorkloadError(problem: "BenchmarkTool ended with \(outcome.status): \(outcome.output)")
  }
}
