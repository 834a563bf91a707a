import Foundation
package import NetWeightCore
import Synchronization

/// Says on standard error how far a long measurement is: on a terminal one line that is written over each second,
/// elsewhere a line every 30 seconds, so that a log shows life and is not flooded.
package final class ProgressLine: Sendable {
  private let subject: String
  private let isTerminal: Bool
  private let write: @Sendable (String) -> Void
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
    let text =
      "netweight: timing \(subject), \(progress.pairs) pairs, \(Int(progress.seconds)) of at most "
      + "\(Format.short(progress.budget)) s"
    if isTerminal {
      // Back to the start of the line and clear it; the next line of the test's output goes over it.
      write("\r\u{1B}[K\(text)\r")
      return
    }
    let isDue = nextHeartbeat.withLock { next in
      guard progress.seconds >= next else { return false }
      next = progress.seconds + Self.heartbeat
      return true
    }
    if isDue { write(text + "\n") }
  }
}
