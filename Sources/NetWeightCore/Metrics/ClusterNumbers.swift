/// Numbers the clusters of a set: samples that share a group are in one, a sample without a group is one of its own.
///
/// Beyond 1,024 clusters some share a number, which leaves the variance between them unbiased, and keeps what is known
/// of a set of a million samples as small as that of a thousand.
struct ClusterNumbers {
  static let most = 1_024

  private var known: [String: Int] = [:]
  /// The samples of each cluster that has a number of its own.
  private var sizes: [Int] = []
  private var alone = 0
  /// Whether any sample had a group.
  private(set) var hasGroups = false

  /// How many samples the cluster of a sample has on average, as far as clusters have a number of their own: 1 where all
  /// stand alone.
  var meanSize: Double {
    let squares = sizes.reduce(0.0) { $0 + Double($1) * Double($1) }
    return squares == 0 ? 1 : squares / Double(sizes.reduce(0, +))
  }

  /// The number of the next sample's cluster, 0..<1,024.
  mutating func number(ofGroup group: String?) -> Int {
    guard let group else {
      alone += 1
      return sizes.count < Self.most ? claim() : alone % Self.most
    }
    hasGroups = true
    if let number = known[group] {
      sizes[number] += 1
      return number
    }
    guard sizes.count < Self.most else { return Int(Fingerprint.of(group.utf8) % UInt64(Self.most)) }
    let number = claim()
    known[group] = number
    return number
  }

  private mutating func claim() -> Int {
    sizes.append(1)
    return sizes.count - 1
  }
}
