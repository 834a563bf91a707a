import Foundation

/// Where the allocator that counts is looked for.
package struct JemallocLibrary: Sendable {
  /// The files to try, in this order.
  package let candidates: [String]
  /// Whether somebody asked for this file and no other.
  package let isAskedFor: Bool

  /// Tries the given files only.
  package init(candidates: [String], isAskedFor: Bool = false) {
    self.candidates = candidates
    self.isAskedFor = isAskedFor
  }

  /// The file that `NETWEIGHT_JEMALLOC` names and no other, or else the places where systems install it.
  package static let standard = JemallocLibrary(environment: ProcessInfo.processInfo.environment)

  /// The name of the variable that overrides the search.
  package static let variable = "NETWEIGHT_JEMALLOC"

  /// Reads the override from the given environment. A path that is not there is not replaced by another library: whoever
  /// set it would believe figures that come from elsewhere. What is there and does not count is passed over, and said.
  package init(environment: [String: String]) {
    if let path = environment[Self.variable], !path.isEmpty {
      self.init(candidates: [path], isAskedFor: true)
    } else {
      self.init(candidates: Self.folders.map { "\($0)/libjemalloc.so.2" })
    }
  }

  // The loader would search these by itself. A full path is asked for because a name that it does not find is
  // only a warning on the child's standard error, and the child would run without jemalloc.
  #if arch(arm64)
    private static let triple = "aarch64-linux-gnu"
  #else
    private static let triple = "x86_64-linux-gnu"
  #endif
  private static let folders = [
    "/usr/local/lib", "/usr/lib/\(triple)", "/lib/\(triple)", "/usr/lib64", "/lib64", "/usr/lib", "/lib",
  ]

  /// The first candidate that exists.
  /// - Throws: ``JemallocMissing`` with all of them when none does.
  package func find() throws(JemallocMissing) -> String {
    for path in candidates where FileManager.default.isReadableFile(atPath: path) { return path }
    throw JemallocMissing(tried: candidates)
  }
}

/// jemalloc is not installed, or not where somebody said that it is.
package struct JemallocMissing: Error, Equatable, CustomStringConvertible {
  /// The files that were looked for.
  package let tried: [String]

  /// The message for people.
  package var description: String {
    """
    no libjemalloc.so.2 was found to count memory with; tried:
    \(tried.map { "  \($0)" }.joined(separator: "\n"))
    Next: apt-get install libjemalloc-dev (or `make setup`), or set \(JemallocLibrary.variable) to the file
    """
  }
}
