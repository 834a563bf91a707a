import ArgumentParser
import Foundation
import NetWeightCore
import Subprocess

/// Says whether allocations of this process are counted. `netweight doctor` starts it with jemalloc preloaded.
struct AllocationProbe: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "allocation-probe", shouldDisplay: false)

  /// What such a process found.
  struct Answer: Codable, Sendable {
    /// The version that counts; nil when nothing does.
    var jemalloc: String?
    /// Why nothing does.
    var problem = ""
  }

  func run() throws {
    var answer = Answer()
    switch AllocationCounter.mode {
    case .counted(let jemalloc): answer.jemalloc = jemalloc
    case .noHooks(let jemalloc): answer.problem = "jemalloc \(jemalloc) has no working allocation hooks"
    case .notServing: answer.problem = "it is jemalloc, and another allocator serves malloc"
    case .noJemalloc: answer.problem = "it could not be preloaded, or is not jemalloc"
    }
    print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
  }

  /// Starts this tool once more, to look.
  static func answer(preloading library: String) async throws -> Answer {
    guard let executable = Bundle.main.executablePath else {
      return Answer(problem: "it cannot be tried: this tool does not know its own file")
    }
    let preloaded = [library, ProcessInfo.processInfo.environment["LD_PRELOAD"]].compactMap { $0 }
      .joined(separator: ":")
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: [configuration.commandName ?? ""],
      environment: .inherit.updating(["LD_PRELOAD": preloaded]), output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16))
    guard case .exited(0) = result.terminationStatus else {
      return Answer(problem: "a process with it preloaded ended: \(result.terminationStatus)")
    }
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(result.standardOutput.utf8))
    } catch {
      return Answer(problem: "a process with it preloaded answered '\(result.standardOutput.prefix(80))'")
    }
  }
}
