import Foundation
import Reporting
import Works

/// What one more iteration of an empty benchmark costs a peer: the difference of two whole runs, so that its start and
/// its report do not count.
struct PeerSlope {
  let repetitions: Int

  func google() throws -> [Double] {
    try slopes(from: 100_000, to: 1_100_000) { iterations in
      let outcome = try ChildProcess.run(
        PeerExecutable.google.file(), ["--format", "none", "--quiet", "--iterations", "\(iterations)"],
        adding: setting.environment)
      return outcome.status
    }
  }

  func ordo(allMetrics: Bool) throws -> [Double] {
    // With all metrics an iteration costs a hundred times as much.
    let few = allMetrics ? 2_000 : 100_000
    return try slopes(from: few, to: 11 * few) { iterations in
      var setting = setting
      setting.seconds = 600
      setting.calls = iterations
      setting.allMetrics = allMetrics
      return try ChildProcess.run(PeerExecutable.ordoOne.file(), [], adding: setting.environment).status
    }
  }

  private var setting: PeerSetting {
    PeerSetting(workload: .empty, units: 0, slowUnits: 0, seed: 1, seconds: nil)
  }

  private func slopes(from few: Int, to many: Int, _ run: (Int) throws -> Int32) throws -> [Double] {
    try (0..<repetitions).map { _ in
      let short = try seconds(few, run)
      let long = try seconds(many, run)
      return (long - short) * 1e9 / Double(many - few)
    }
  }

  private func seconds(_ iterations: Int, _ run: (Int) throws -> Int32) throws -> Double {
    let watch = Stopwatch()
    let status = try run(iterations)
    guard status == 0 else { throw WorkloadError(problem: "a peer ended with \(status)") }
    return watch.seconds
  }
}
