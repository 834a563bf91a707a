import CReadings

/// The clock of every timed loop: nanoseconds as a plain integer.
///
/// Not `ContinuousClock`: its instants are 128-bit durations, and it goes on while the machine sleeps.
package enum MonotonicClock {
  /// Nanoseconds since an arbitrary start; never goes back. Reading it takes about 25 ns.
  // Inlined where it is hot, in this module's own loops; other modules pay one call.
  @inline(__always)
  package static func nanoseconds() -> UInt64 { nw_monotonic_nanoseconds() }
}
