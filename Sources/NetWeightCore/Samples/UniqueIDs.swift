/// Whether ids repeat, in memory that does not grow with their number: a filter of 32 million bits (B. H. Bloom,
/// Communications of the ACM 13, 1970), which never misses a repeated id. The few that it suspects wrongly are for a
/// second look at the file. A set of them would take 50 MB for a million.
struct UniqueIDs {
  private static let bits: UInt64 = 1 << 25
  private static let probes = 7

  private var words: [UInt64] = []
  /// Ids that may be there twice; nil when none is.
  private(set) var suspects: Set<String>?

  /// So many suspects are proof enough: one of them is real, or there are hundreds of millions of samples.
  private static let mostSuspects = 1_000

  mutating func insert(_ id: String) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: Int(Self.bits / 64)) }
    var hash = Fingerprint.of(id.utf8)
    let step = (hash >> 33) | 1
    var isKnown = true
    for _ in 0..<Self.probes {
      let bit = hash % Self.bits
      let mask: UInt64 = 1 << (bit % 64)
      if words[Int(bit / 64)] & mask == 0 {
        isKnown = false
        words[Int(bit / 64)] |= mask
      }
      hash = hash &+ step
    }
    if isKnown, (suspects?.count ?? 0) < Self.mostSuspects { suspects = (suspects ?? []).union([id]) }
  }
}
