import CReadings

/// Counts the bytes that this process asks its allocator for, over all threads, exactly. Only in a child process that
/// times nothing: each allocation takes some six times as long.
package enum AllocationCounter {
  /// Requested bytes and calls.
  package struct Counts: Sendable, Hashable {
    /// Bytes allocated since the reset and not freed.
    package let live: Int
    /// The highest `live` since the reset or restart, in bytes.
    package let peak: Int
    /// Bytes asked for since the reset or restart.
    package let total: Int
    /// Blocks made since the reset or restart.
    package let allocations: Int
    /// Blocks given back since the reset or restart.
    package let frees: Int
  }

  /// Whether jemalloc's hooks count now, tested by a block.
  static func startByHooks() -> Bool { nw_allocations_count_by_hooks() }

  /// Whether imported functions count now, tested by a block.
  static func startByImports() -> Bool { nw_allocations_count_by_imports() }

  /// Counts the imports of libraries that were loaded since, too.
  package static func findNewImports() { nw_allocations_find_new_imports() }

  /// Whether imports are counted, and not all: some go to another allocator than the process's, or those of a library
  /// that was loaded unseen.
  package static var missesImports: Bool { nw_allocations_miss_imports() }

  /// Starts over: what is allocated already no longer counts.
  package static func reset() { nw_allocations_reset() }

  /// Starts a new phase: the peak goes down to what is live and the totals to zero; live blocks go on counting.
  package static func restart() { nw_allocations_restart() }

  /// Does something whose blocks are not counted, on whatever thread they are made.
  package static func pausing<Result>(_ body: () throws -> Result) rethrows -> Result {
    nw_allocations_pause(true)
    defer { nw_allocations_pause(false) }
    return try body()
  }

  /// Bytes that the counting itself occupies: resident, but not the model's.
  package static var ownBytes: Int { Int(nw_allocations_own_bytes()) }

  /// The counts now; all zero where nothing counts.
  package static func read() -> Counts {
    let counts = nw_allocations_read()
    return Counts(
      live: Int(counts.live), peak: Int(counts.peak), total: Int(counts.total),
      allocations: Int(counts.allocations), frees: Int(counts.frees))
  }
}
