import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Lets a child notice that its parent has gone, in whatever way: a pipe that only the parent can write to, and
/// that the kernel closes with it.
///
/// Children have process groups of their own, so killing a child's group spares its children. They notice by
/// this line, and so do theirs. Not `PR_SET_PDEATHSIG`, which fires when the *thread* ends that started the child.
final class Lifeline: Sendable {
  private let descriptor: Int32

  /// Makes the line; it exists until this object goes.
  init(in folder: URL) throws {
    let path = Self.path(in: folder)
    guard mkfifo(path, 0o600) == 0 else { throw Self.failure(path) }
    // For reading too, so that opening does not wait for the child. Never handed down to it.
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// The child's end: from now on this process and all that it started in its group die with the parent.
  static func hold(in folder: URL) {
    let held = DispatchSemaphore(value: 0)
    let path = path(in: folder)
    Thread.detachNewThread {
      let line = open(path, O_RDONLY | O_CLOEXEC)
      held.signal()
      var byte: UInt8 = 0
      while line >= 0, read(line, &byte, 1) < 0, errno == EINTR {}
      kill(0, SIGKILL)
    }
    // Until the thread has settled: what starting it allocates is not to be counted as the model's.
    held.wait()
  }

  private static func path(in folder: URL) -> String { folder.appendingPathComponent("lifeline").path }

  private static func failure(_ path: String) -> any Error {
    CocoaError(
      .fileWriteUnknown,
      userInfo: [NSFilePathErrorKey: path, NSLocalizedDescriptionKey: String(cString: strerror(errno))])
  }
}
