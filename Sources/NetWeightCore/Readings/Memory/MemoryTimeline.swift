import CReadings

/// Live bytes over time, first while loading and then while running.
public struct MemoryTimeline: Sendable, Hashable, Codable {
  /// The time of one phase, in parts of equal length.
  public struct Phase: Sendable, Hashable, Codable {
    /// How long each part is, in nanoseconds.
    public var partNanoseconds: Int
    /// The most bytes at any moment of each part, at most 512 of them. In counted bytes, or in what the method reads.
    public var highestBytes: [Int]

    /// Collects parts.
    public init(partNanoseconds: Int, highestBytes: [Int]) {
      self.partNanoseconds = partNanoseconds
      self.highestBytes = highestBytes
    }

    /// How long the phase took, to one part, in nanoseconds. It is much slower than outside of a measuring process.
    public var nanoseconds: Int { partNanoseconds * highestBytes.count }
  }

  /// From the file to a variant that is ready.
  public var loading: Phase
  /// All predictions.
  public var running: Phase

  /// Collects both phases.
  public init(loading: Phase, running: Phase) {
    self.loading = loading
    self.running = running
  }
}

/// Bytes as they were seen over one phase by a ``MemoryReader``.
package struct SeenMemory: Sendable {
  /// Bytes at the start of the phase, at its end, and the most that were seen.
  package let first, last, peak: Int
  private let partNanoseconds: Int
  private let highest: [Int]

  /// Starts a new phase.
  package static func restart() { nw_timeline_restart() }

  /// Reads what was seen since.
  package init() {
    var read = nw_timeline()
    nw_timeline_read(&read)
    (first, last, peak) = (Int(read.first), Int(read.last), Int(read.peak))
    partNanoseconds = Int(read.part_nanoseconds)
    let count = Int(read.count)
    highest = withUnsafeBytes(of: &read.highest) { bytes in
      bytes.bindMemory(to: Int64.self).prefix(count).map { Int($0) }
    }
  }

  /// The same as parts of a picture.
  /// - Parameter base: what was there before and is not the variant's, in bytes.
  package func phase(over base: Int) -> MemoryTimeline.Phase {
    MemoryTimeline.Phase(
      partNanoseconds: partNanoseconds, highestBytes: highest.map { max(0, $0 - base) })
  }
}
