/// What a report draws of a variant's memory.
public struct MemoryPicture: Sendable, Hashable, Codable {
  /// Live bytes over time.
  public var timeline: MemoryTimeline
  /// The most that was promised, in bytes; nil where the promise is not on a peak.
  public var allowedBytes: Double?

  /// Puts a promise beside what happened.
  public init(timeline: MemoryTimeline, allowedBytes: Double? = nil) {
    self.timeline = timeline
    self.allowedBytes = allowedBytes
  }
}
