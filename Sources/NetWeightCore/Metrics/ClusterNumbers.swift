/// Numbers the clusters of a set: samples that share a group are in one, a sample without a group is one of its own.
///
/// Beyond 1,024 clusters some share a number, which leaves the variance between them unbiased, and keeps what is known
/// of a set of a million samples as small as that of a thousand.
struct ClusterNumbers {
  static let most = 1_024

  private var known: [String: Int] = [:]
  private var used = 0
  private var alone = 0
  /// Whether any sample had a group.
  private(set) var hasGroups = false

  /// The number of the next sample's cluster, 0..<1,024.
  mutating func number(ofGroup group: String?) -> Int {
    guard let group else {
      alone += 1
      return used < Self.most ? claim() : alone % Self.most
    }
    hasGroups = true
    if let number = known[group] { return number }
    guard used < Self.most else { return Int(Fingerprint.of(group.utf8) % UInt64(Self.most)) }
    let number = claim()
    known[group] = number
    return number
  }

  private mutating func claim() -> Int {
    defer { used += 1 }
    return used
  }
}
