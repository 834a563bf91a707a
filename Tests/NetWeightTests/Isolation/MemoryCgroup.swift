import Foundation

/// A group of processes whose memory the kernel limits, so that one of them runs out of it and the machine does not.
enum MemoryCgroup {
  /// Where groups are made, and the file of a group that holds its limit: of cgroups 2, and of 1 before.
  private static let kinds = [
    (root: "/sys/fs/cgroup", limit: "memory.max"),
    (root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes"),
  ]
  private static let prefix = "netweight-"

  /// Whether this process may make one.
  static let canBeMade: Bool = {
    guard let group = try? make() else { return false }
    rmdir(group.folder)
    return true
  }()

  /// Moves this process into a new one.
  /// - Parameter limit: in bytes. Over it the kernel kills the process.
  static func enter(limit: Int) throws {
    let group = try make()
    try write("\(limit)", to: group.limit)
    try write("\(getpid())", to: "\(group.folder)/cgroup.procs")
  }

  /// Removes those whose processes have ended; the others cannot be removed.
  static func removeEmpty() {
    for kind in kinds {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: kind.root)) ?? []
      where name.hasPrefix(prefix) {
        rmdir("\(kind.root)/\(name)")
      }
    }
  }

  private static func make() throws -> (folder: String, limit: String) {
    for kind in kinds {
      let folder = "\(kind.root)/\(prefix)\(getpid())"
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { continue }
      let limit = "\(folder)/\(kind.limit)"
      if access(limit, W_OK) == 0 { return (folder, limit) }
      rmdir(folder)
    }
    throw POSIXError(.EACCES)
  }

  /// In one piece and in place, as the kernel asks of these files.
  private static func write(_ text: String, to path: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}
