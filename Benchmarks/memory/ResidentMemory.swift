import Foundation
import Synchronization

/// Resident memory of this process, as anybody may read it.
enum ResidentMemory {
  /// Now, in bytes; nil where the system does not say.
  static var now: Int? { line("VmRSS:") }
  /// The highest since the last restart, in bytes; nil where the system does not say.
  static var peak: Int? { line("VmHWM:") }

  /// Lets the peak start over from what is resident now.
  /// - Throws: where the system does not let it.
  static func restartPeak() throws {
    let file = try FileHandle(forWritingTo: URL(filePath: "/proc/self/clear_refs"))
    try file.write(contentsOf: Data("5".utf8))
    try file.close()
  }

  private static func line(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}

/// Looks at resident memory every 10 ms, as benchmark harnesses do.
final class ResidentPoll: Sendable {
  private let highest = Mutex(0)
  private let isStopped = Atomic<Bool>(false)
  private let (ended, end) = AsyncStream<Void>.makeStream()

  /// Looks for the first time before it returns.
  func start() {
    look()
    Thread.detachNewThread { [self] in
      while !isStopped.load(ordering: .relaxed) {
        Thread.sleep(forTimeInterval: 0.01)
        look()
      }
      end.finish()
    }
  }

  private func look() {
    if let now = ResidentMemory.now { highest.withLock { $0 = max($0, now) } }
  }

  /// - Returns: the highest seen, in bytes.
  func stop() async -> Int {
    isStopped.store(true, ordering: .relaxed)
    for await _ in ended {}
    return highest.withLock { $0 }
  }
}
