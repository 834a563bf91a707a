/// The library that a variant runs on is not on this machine, or cannot be used. Tests fail with it, unless their suite
/// says that the runtime is optional.
public struct RuntimeMissing: Error, Hashable, CustomStringConvertible {
  /// One place that was looked at.
  public struct Attempt: Sendable, Hashable, CustomStringConvertible {
    /// A file, a folder, or a name that the loader looks for.
    public var place: String
    /// What was wrong there.
    public var problem: String

    /// Puts a place and what was wrong there together.
    public init(_ place: String, _ problem: String) {
      self.place = place
      self.problem = problem
    }

    /// `/usr/lib/libonnxruntime.so: no such file`
    public var description: String { "\(place): \(problem)" }
  }

  /// The runtime and what is asked of it: `ONNX Runtime 1.19 or newer`.
  public let runtime: String
  /// All places, in the order in which they were tried.
  public let attempts: [Attempt]
  /// What to do next.
  public let next: String

  /// Says what was looked for, and where.
  public init(_ runtime: String, attempts: [Attempt], next: String) {
    self.runtime = runtime
    self.attempts = attempts
    self.next = next
  }

  /// What is missing, in a few words.
  public var summary: String { "\(runtime) was not found in \(attempts.count) places" }

  /// The whole message, a line for each place.
  public var description: String {
    ([summary] + attempts.map { "  \($0)" } + ["Next: \(next)"]).joined(separator: "\n")
  }
}
