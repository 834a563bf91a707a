/// Whether ids repeat, in little memory: a filter of 32 million bits, and of 32 for each id where there are more than a
/// million (B. H. Bloom, Communications of the ACM 13, 1970), which never misses a repeated id. The few that it suspects
/// wrongly are for a second look at the file. A set of them would take 50 MB for a million.
struct UniqueIDs {
  private let bits: UInt64
  private static let probes = 7

  private var words: [UInt64] = []
  /// Ids that may be there twice; nil when none is.
  private(set) var suspects: Set<String>?

  /// So many suspects are proof enough: one id in a hundred thousand is suspected wrongly at the end, and fewer before.
  private static let mostSuspects = 1_000

  /// - Parameter count: how many ids there will be.
  init(expecting count: Int) { bits = max(1 << 25, 32 * UInt64(max(0, count))) }

  mutating func insert(_ id: String) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: Int(bits / 64) + 1) }
    var hash = Fingerprint.of(id.utf8)
    let step = (hash >> 33) | 1
    var isKnown = true
    for _ in 0..<Self.probes {
      let bit = hash % bits
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
