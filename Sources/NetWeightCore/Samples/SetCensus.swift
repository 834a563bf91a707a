/// What is in a set, counted in one walk through it.
public struct SetCensus: Sendable, Hashable {
  /// How many samples.
  public private(set) var samples = 0
  /// Samples of each slice.
  public private(set) var slices: [String: Int] = [:]
  /// Samples of each label.
  public private(set) var labels: [Int: Int] = [:]
  /// How many groups.
  public var groups: Int { groupNames.count }
  private var groupNames: Set<String> = []

  /// Counts a set, and finds what is wrong with any of its samples.
  /// - Throws: ``SampleSetError`` naming file, line and key.
  public init(of set: SampleSet) throws {
    var ids = UniqueIDs(expecting: set.count)
    var blocks = try set.blocks(of: 256)
    while let block = try blocks.next() {
      for sample in try block.samples() {
        ids.insert(sample.id)
        samples += 1
        for slice in Set(sample.slices) { slices[slice, default: 0] += 1 }
        if let label = sample.target.label { labels[label, default: 0] += 1 }
        if let group = sample.group { groupNames.insert(group) }
      }
    }
    if let suspects = ids.suspects { try set.refuseDuplicates(among: suspects) }
  }
}
