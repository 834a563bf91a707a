/// How a measuring process reads what a variant takes, the best way first.
public enum MemoryMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// jemalloc calls a count with each block. Exact.
  case allocationHooks = "hooks"
  /// All that imports `malloc` and its kin calls a count on the way, whatever the allocator. Exact, but for what
  /// the dynamic linker asks for, constructors of a library while it is being loaded, and pointers to `malloc` that were
  /// taken before.
  case importedFunctions = "imports"
  /// The allocator's own statistics, read every 100 µs. A shorter spike is missed, and blocks count with the bytes that
  /// were set aside for them.
  case sampledStatistics = "sampled"
  /// The most pages that were resident, as the system keeps it. What was never touched is missed, and what the allocator
  /// keeps for later counts.
  case residentPages = "resident"

  /// Whether it counts requested bytes, block by block.
  public var isExact: Bool { self == .allocationHooks || self == .importedFunctions }

  /// The variable that asks for one method and no other.
  package static let variable = "NETWEIGHT_MEMORY_METHOD"
}
