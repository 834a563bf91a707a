import Foundation

/// A file that stays open, for reads at any place from any thread.
final class OpenFile: Sendable {
  private let descriptor: Int32

  /// - Returns: nil when the system does not open it.
  init?(_ url: URL) {
    descriptor = open(url.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Fills a buffer from a place in the file on.
  /// - Returns: false when the file does not have as much, or cannot be read.
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
