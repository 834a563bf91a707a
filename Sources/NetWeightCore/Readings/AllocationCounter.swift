import CReadings

/// Counts the bytes that this process asks its allocator for, over all threads, exactly.
///
/// Only jemalloc with its hooks can; it is preloaded into a child process that measures nothing else, because
/// Swift code with 8 MB arrays ran 40 times slower under it.
package enum AllocationCounter {
  /// Whether allocations can be counted here, and if not, why not.
  package enum Mode: Sendable, Hashable {
    /// No jemalloc in this process.
    case noJemalloc
    /// jemalloc is loaded, but another allocator serves `malloc`.
    case notServing
    /// jemalloc serves, but this version has no working allocation hooks.
    case noHooks(jemalloc: String)
    /// Every allocation is counted.
    case counted(jemalloc: String)
  }

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

  /// Installs the hooks on first use and tests them.
  package static let mode: Mode = {
    let installed = nw_allocations_install()
    let version = nw_jemalloc_version().map { String(cString: $0) } ?? "of unknown version"
    // `5.3.0-0-g54eaed1d…`: the part after the release names a commit and says nothing to a reader.
    let release = String(version.prefix { $0 != "-" })
    return switch installed {
    case Int32(NW_ALLOCATIONS_COUNTED.rawValue): .counted(jemalloc: release)
    case Int32(NW_ALLOCATIONS_NO_HOOKS.rawValue): .noHooks(jemalloc: release)
    case Int32(NW_ALLOCATIONS_NOT_SERVING.rawValue): .notServing
    default: .noJemalloc
    }
  }()

  /// Starts over: what is allocated already no longer counts.
  package static func reset() { nw_allocations_reset() }

  /// Starts a new phase: the peak goes down to what is live and the totals to zero; live blocks go on counting.
  package static func restart() { nw_allocations_restart() }

  /// Bytes that the counting itself occupies: resident, but not the model's.
  package static var ownBytes: Int { Int(nw_allocations_own_bytes()) }

  /// The counts now; all zero unless ``mode`` is `counted`.
  package static func read() -> Counts {
    let counts = nw_allocations_read()
    return Counts(
      live: Int(counts.live), peak: Int(counts.peak), total: Int(counts.total),
      allocations: Int(counts.allocations), frees: Int(counts.frees))
  }
}
