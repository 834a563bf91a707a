import Foundation
import NetWeightCore

/// The parent's side: starts one child, waits, and turns the way it ended into figures or an error.
struct MemoryRun: Sendable {
  let variant: String
  let test: String
  let key: ChildRequest.Key
  /// The library that counts; nil starts the child without one.
  let preload: String?
  /// The only method to read by; nil takes the best that works.
  let method: String?
  let limit: Duration

  func measure() async throws -> MemoryReading {
    try await ChildFolder.with { folder in
      let request = ChildRequest(
        folder: folder, secondsLimit: wholeSeconds,
        // An isolated test has other cases, which the measuring process must pass over as its parent does.
        isolatedCase: ChildRequest.current?.isolatedCase, memoryClaim: key)
      let binary = try TestBinary.path
      let child = ChildProcess(
        request: request, executable: binary, arguments: TestBinary.arguments(runningOnly: test),
        environment: environment, limit: limit)
      let killsBefore = OutOfMemoryKills.count
      let ending: ProcessEnding
      do { ending = try await child.run() } catch {
        try Task.checkCancellation()
        throw MeasuringChildError.notStarted(binary: binary, reason: "\(error)")
      }
      let kills = OutOfMemoryKills.count.flatMap { now in killsBefore.map { now - $0 } }
      return try judge(ending, request: request, kills: kills, output: try child.lastOutput())
    }
  }

  /// - Parameter kills: how many processes the system ended meanwhile because memory had run out; nil if unknown.
  private func judge(_ ending: ProcessEnding, request: ChildRequest, kills: Int?, output: String) throws
    -> MemoryReading
  {
    // The result first: a runtime whose threads crash while the process ends was measured all the same.
    switch try request.readResult() {
    case .measured(let figures): return figures
    case .failed(let stage, let message):
      throw MeasuringChildError.variantFailed(variant: variant, when: stage.rawValue, message: message)
    case .notCounting(let reason):
      throw MeasuringChildError.notCounting(reason: reason)
    case nil: break
    }
    let when = try request.readStage().rawValue
    switch ending {
    case .hung:
      throw MeasuringChildError.hung(variant: variant, when: when, seconds: wholeSeconds, output: output)
    case .signaled(9):
      throw MeasuringChildError.killed(
        variant: variant, when: when, outOfMemory: kills.map { $0 > 0 }, output: output)
    case .signaled(let signal):
      throw MeasuringChildError.crashed(variant: variant, when: when, signal: signal, output: output)
    case .exited(let code):
      throw MeasuringChildError.neverReached(variant: variant, when: when, exitCode: code, output: output)
    }
  }

  private var environment: [String: String] {
    var environment = ChildProcess.inheritedEnvironment
    if let preload {
      // In front of what is preloaded already: the first library serves malloc.
      environment["LD_PRELOAD"] = [preload, environment["LD_PRELOAD"]].compactMap { $0 }.joined(
        separator: ":")
    } else {
      // Calls are counted where they are imported then, and an import that waits for its first call is filled at a time
      // that nobody chooses.
      environment["LD_BIND_NOW"] = "1"
    }
    environment[MemoryMethod.variable] = method
    // Hash tables that are seeded anew in each process would collide, and grow, as chance has it.
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    // Freed pages go back at once and one arena serves all threads, so that resident memory shows what is in
    // use and not what is kept for later. This makes large buffers very slow, one more reason not to time here.
    environment["MALLOC_CONF"] = "dirty_decay_ms:0,muzzy_decay_ms:0,narenas:1,background_thread:false"
    // oneTBB, which OpenVINO runs on, binds a library to glibc's malloc instead (RTLD_DEEPBIND), and then frees what the
    // other one gave, unless it is told that a sanitizer is there.
    environment["TBB_ENABLE_SANITIZERS"] = "1"
    return environment
  }

  private var wholeSeconds: Int { max(1, Int(limit.components.seconds)) }
}
