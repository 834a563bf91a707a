import CReadings

/// Resident memory of this process, in bytes. Reading it allocates nothing.
///
/// Never from `ru_maxrss`: that figure survives exec, and a small child reported the 323 MB of its parent.
package enum ProcessMemory {
  /// What is resident now (on macOS the physical footprint); nil where the system does not say.
  package static var residentBytes: Int? { known(nw_resident_bytes()) }

  /// What is resident now of memory that belongs to no file; nil where the system does not say.
  package static var residentAnonymousBytes: Int? { known(nw_resident_anonymous_bytes()) }

  /// The highest since the start of the process or ``resetPeak()``; nil where the system does not say.
  package static var peakResidentBytes: Int? { known(nw_peak_resident_bytes()) }

  /// Lets the peak start over from what is resident now.
  /// - Returns: false where the system cannot do it (macOS, hardened containers).
  package static func resetPeak() -> Bool { nw_reset_peak_resident() }

  /// The sanitizer that this binary was built with: `address`, `thread` or nil.
  package static var sanitizer: String? { nw_sanitizer().map { String(cString: $0) } }

  private static func known(_ bytes: Int64) -> Int? { bytes < 0 ? nil : Int(bytes) }
}
