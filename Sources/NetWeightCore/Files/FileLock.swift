import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A lock between processes, held by a file: two test processes that propose at the same time lose nothing.
enum FileLock {
  /// Runs a body while no other process or thread holds the lock of the same file.
  /// - Throws: ``BaselineError`` when the file cannot be made, and what the body throws.
  static func holding<Result>(_ url: URL, _ body: () throws -> Result) throws -> Result {
    let descriptor = open(url.path(percentEncoded: false), O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw BaselineError(
        url.deletingLastPathComponent(), problem: "cannot be written: \(String(cString: strerror(errno)))",
        next: "make the folder writable and run again")
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw BaselineError(
          url, problem: "cannot be locked: \(String(cString: strerror(errno)))", next: "check the file system"
        )
      }
    }
    return try body()
  }
}
