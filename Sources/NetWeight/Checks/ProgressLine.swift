import Foundation
package import NetWeightCore
import Synchronization

/// Says on standard error how far a long measurement is: on a terminal one line that is written over each second,
/// elsewhere a line every 30 seconds, so that a log shows life and is not flooded.
package final class ProgressLine: Sendable {
  private let subject: String
  private let isTerminal: Bool
  private let write: @Sendable (String) -> Void
  private let nextSecond = Mutex(1.0)
  private let nextHeartbeat = Mutex(ProgressLine.heartbeat)

  private static let heartbeat = 30.0

  package init(
    subject: String, isTerminal: Bool = isatty(STDERR_FILENO) == 1,
    write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
  ) {
    self.subject = subject
    self.isTerminal = isTerminal
    self.write = write
  }

  /// Called about once a second. What takes less says nothing.
  @Sendable package func show(_ progress: LatencyProgress) {
    show(
      "timing \(subject), \(progress.pairs) pairs, \(Int(progress.seconds)) of at most "
        + "\(Format.short(progress.budget)) s", at: progress.seconds)
  }

  /// Called after each block of samples, and shown no more often than once a second.
  @Sendable package func show(_ progress: EvaluationProgress) {
    let isDue = nextSecond.withLock { next in
      guard progress.seconds >= next else { return false }
      next = progress.seconds + 1
      return true
    }
    guard isDue else { return }
    show("asking \(subject), \(progress.done) of \(progress.samples) samples", at: progress.seconds)
  }

  private func show(_ text: String, at seconds: Double) {
    if isTerminal {
      // Back to the start of the line and clear it; the next line of the test's output goes over it.
      write("\r\u{1B}[Knetweight: \(text)\r")
      return
    }
    let isDue = nextHeartbeat.withLock { next in
      guard seconds >= next else { return false }
      next = seconds + Self.heartbeat
      return true
    }
    if isDue { write("netweight: \(text)\n") }
  }
}
