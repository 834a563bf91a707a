/// How often the system ended a process because memory had run out.
package enum OutOfMemoryKills {
  /// In this container, or on this machine where there is none; nil where the system does not say. It only ever rises.
  package static var count: Int? {
    value(in: "/sys/fs/cgroup/memory.events") ?? value(in: "/proc/vmstat")
  }

  private static func value(in file: String) -> Int? {
    SystemFile.contents(of: file)?.split(separator: "\n").first { $0.hasPrefix("oom_kill ") }?
      .split(separator: " ").last.flatMap { Int($0) }
  }
}
