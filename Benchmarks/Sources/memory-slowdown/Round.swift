import Foundation
import NetWeightCore
import Subprocess

/// A process in each setting, all there at the same time, which take turns. So what the machine does meanwhile is done
/// to all of them: one after the other, identical processes differed by 10 % on a shared machine.
struct Round {
  let work: TimedWork
  let jemalloc: String
  let blocks: Int

  /// What the blocks of a setting came to, in the order in which they were run.
  typealias Blocks = [Setting: [TimedProcess.Block]]

  func run(drawingFrom generator: inout SplitMix64) async throws -> Blocks {
    // Drawn before, since processes are started in order too, and what is started first may get the better core.
    let turns = (0...blocks).map { _ in generator.shuffled(Setting.allCases) }
    return try await run(generator.shuffled(Setting.allCases)[...], beside: [:], turns)
  }

  /// Starts the first of the settings beside those that are there, then the rest; lets them take turns at the end.
  private func run(
    _ settings: ArraySlice<Setting>, beside processes: [Setting: TimedProcess], _ turns: [[Setting]]
  ) async throws -> Blocks {
    guard let setting = settings.first else { return try await Self.take(turns, of: processes) }
    let run = try await Subprocess.run(
      .path(.init(try Self.executable)), arguments: ["time", work.rawValue, setting.rawValue],
      environment: .custom(variables(of: setting)), input: .inputWriter, output: .sequence,
      error: .currentStandardError
    ) { execution in
      let process = TimedProcess(execution)
      let processes = processes.merging([setting: process]) { $1 }
      do {
        let blocks = try await self.run(settings.dropFirst(), beside: processes, turns)
        try process.release()
        return blocks
      } catch {
        try process.release()
        throw error
      }
    }
    guard run.terminationStatus.isSuccess else {
      throw SlowdownError("'\(work.title)' under '\(setting.title)' ended with \(run.terminationStatus)")
    }
    return run.closureResult
  }

  private static func take(_ turns: [[Setting]], of processes: [Setting: TimedProcess]) async throws -> Blocks
  {
    var blocks: Blocks = [:]
    for (number, turn) in turns.enumerated() {
      for setting in turn {
        guard let block = try await processes[setting]?.timeBlock() else { continue }
        // The first turn waits for processes that still warm up.
        if number > 0 { blocks[setting, default: []].append(block) }
      }
    }
    return blocks
  }

  private func variables(of setting: Setting) -> [Environment.Key: String] {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in setting.environment(jemalloc: jemalloc) {
      Environment.Key(rawValue: name).map { variables[$0] = value }
    }
    return variables
  }

  private static var executable: String {
    get throws {
      guard let path = Bundle.main.executablePath else { throw SlowdownError("this executable has no path") }
      return path
    }
  }
}
