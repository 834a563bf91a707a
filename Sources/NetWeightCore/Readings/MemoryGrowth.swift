/// Watches whether a variant keeps more and more memory, to end the measurement before the system ends the process.
///
/// Looks between blocks: one call that never stops allocating is past any help in its own process.
struct MemoryGrowth {
  private let start = ProcessMemory.residentBytes
  /// Bytes; nil watches nothing.
  let allowed: Int?

  private var lastLook = MonotonicClock.nanoseconds()

  /// Nanoseconds. Reading the figure takes some 10 µs, too much to ask after each pair of short calls.
  private static let pause: UInt64 = 50_000_000

  init(allowed: Int?) { self.allowed = allowed }

  /// - Throws: ``LatencyFailure/memoryGrows(bytes:pairs:)`` when more than is allowed was taken.
  mutating func check(afterPair pairs: Int) throws {
    let time = MonotonicClock.nanoseconds()
    guard time - lastLook >= Self.pause else { return }
    lastLook = time
    guard let start, let allowed, let now = ProcessMemory.residentBytes, now - start > allowed else { return }
    throw LatencyFailure.memoryGrows(bytes: now - start, pairs: pairs)
  }

  /// Half of what is free, and never less than 256 MB, which no system ends a process for; nil where it does not say.
  static var halfOfWhatIsFree: Int? { freeBytes.map { max(256 << 20, $0 / 2) } }

  /// What the system, or the container that this process runs in, has left; nil where it does not say.
  private static var freeBytes: Int? {
    let system = line("MemAvailable:", in: "/proc/meminfo").map { $0 * 1024 }
    let limit = number(in: "/sys/fs/cgroup/memory.max")
    // Pages of files are in it, and are given up when memory is short.
    let files = ["inactive_file", "active_file"].compactMap { line($0, in: "/sys/fs/cgroup/memory.stat") }
    let used = number(in: "/sys/fs/cgroup/memory.current").map { $0 - files.reduce(0, +) }
    let container = limit.flatMap { limit in used.map { max(0, limit - $0) } }
    return [system, container].compactMap(\.self).min()
  }

  private static func line(_ name: String, in file: String) -> Int? {
    let lines = SystemFile.contents(of: file)?.split(separator: "\n") ?? []
    return lines.first { $0.hasPrefix(name) }?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  /// nil for `max`, which is no limit.
  private static func number(in file: String) -> Int? {
    SystemFile.value(in: file).flatMap { Int($0) }
  }
}
