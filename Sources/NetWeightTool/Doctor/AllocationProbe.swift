import ArgumentParser
import Foundation
import NetWeightCore
import Subprocess

/// Says how memory of this process is read. `netweight doctor` starts it with jemalloc preloaded.
struct AllocationProbe: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "allocation-probe", shouldDisplay: false)

  /// What such a process found.
  struct Answer: Codable, Sendable {
    /// How it reads; nil when no way works.
    var method: MemoryMethod?
    /// What reads: `jemalloc 5.3.0, allocation hooks`.
    var name = ""
    /// Why better ways do not work, or all of them.
    var problems: [String] = []
  }

  func run() throws {
    var answer = Answer()
    do throws(MemoryUnreadable) {
      let reader = try MemoryReader.best(environment: ProcessInfo.processInfo.environment)
      answer = Answer(method: reader.method, name: reader.name, problems: reader.refusals)
    } catch {
      answer.problems = error.problems
    }
    print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
  }

  /// Starts this tool once more, to look.
  static func answer(preloading library: String?) async throws -> Answer {
    guard let executable = Bundle.main.executablePath else {
      return Answer(problems: ["it cannot be tried: this tool does not know its own file"])
    }
    let preloaded = [library, ProcessInfo.processInfo.environment["LD_PRELOAD"]].compactMap { $0 }
      .joined(separator: ":")
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: [configuration.commandName ?? ""],
      environment: .inherit.updating(["LD_PRELOAD": preloaded.isEmpty ? nil : preloaded]),
      output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16))
    guard case .exited(0) = result.terminationStatus else {
      return Answer(problems: ["a process that tries it ended: \(result.terminationStatus)"])
    }
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(result.standardOutput.utf8))
    } catch {
      return Answer(problems: ["a process that tries it answered '\(result.standardOutput.prefix(80))'"])
    }
  }
}
