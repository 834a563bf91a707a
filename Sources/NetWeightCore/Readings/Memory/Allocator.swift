import CReadings

/// Who serves `malloc` in a process.
public struct Allocator: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Its name and version: `glibc 2.36`, `jemalloc 5.3.0`; another one has the name of its file.
  public var description: String

  /// Describes an allocator.
  public init(_ description: String) { self.description = description }

  /// That of this process.
  public static let current = Allocator(name(file: fileName))

  /// Whether one is linked into this program. A jemalloc that is preloaded beside it crashes the process.
  package static var isInProgram: Bool { nw_allocator_is_in_program() }

  private static var fileName: String? {
    nw_allocator_file().flatMap { String(cString: $0).split(separator: "/").last.map(String.init) }
  }

  private static func name(file: String?) -> String {
    if nw_jemalloc_serves() { return "jemalloc \(jemallocRelease ?? "of unknown version")" }
    let isLibrary = file?.hasPrefix("libc.") == true || file?.hasPrefix("libc-") == true
    if isLibrary, let version = nw_glibc_version() { return "glibc \(String(cString: version))" }
    return file ?? "an unknown allocator"
  }

  /// `5.3.0` of `5.3.0-0-g54eaed1d…`: the part after the release names a commit and says nothing to a reader.
  static var jemallocRelease: String? {
    nw_jemalloc_version().map { String(String(cString: $0).prefix { $0 != "-" }) }
  }
}
