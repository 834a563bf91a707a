import Foundation
import Synchronization

/// Looks at the anonymous memory of this process again and again: the system keeps a peak of all resident pages only, of
/// which those of mapped files are not this process's own.
final class MemoryWatch: Sendable {
  private let peak = Mutex<Int?>(nil)

  /// The highest seen.
  var peakAnonymousBytes: Int? { peak.withLock { $0 } }

  /// Looks every 5 ms until the process ends.
  func start() {
    let thread = Thread { [self] in
      while true {
        if let now = Self.bytes("RssAnon") { peak.withLock { $0 = max($0 ?? 0, now) } }
        Thread.sleep(forTimeInterval: 0.005)
      }
    }
    thread.start()
  }

  /// A line of /proc/self/status, which is in kB; nil where there is none.
  static func bytes(_ name: String) -> Int? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(name + ":") else { continue }
      return text.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }
}
