import NetWeightCore

/// How long each node takes in one run, of a session that was profiled for several.
struct NodeTimes {
  /// What a node is known by in both sessions: name, operator, and which of several such in the order of their calls.
  struct Key: Hashable {
    let name: String
    let operatorType: String
    let occurrence: Int

    /// The keys of nodes, in the same order.
    static func all(_ nodes: [SessionProfile.Node]) -> [Key] {
      var seen: [String: Int] = [:]
      return nodes.map { node in
        let count = seen["\(node.operatorType) \(node.name)", default: 0]
        seen["\(node.operatorType) \(node.name)"] = count + 1
        return Key(name: node.name, operatorType: node.operatorType, occurrence: count)
      }
    }
  }

  /// Of one run, without ``floor``. In loops and branches a node has more or fewer calls than there are runs.
  private let times: [Key: (nanoseconds: Double, calls: Double)]
  /// What timing one node costs, in nanoseconds.
  ///
  /// The profiler writes down shapes and sizes while its clock runs: with it on, a `Reshape` that changes nothing takes
  /// 3 to 6 µs. As much is in the time of every node, so that small models would look as if all their nodes cost the same.
  let floor: Double

  /// The runs at the beginning that bring code and weights into the caches.
  private static let warmUp = 3
  /// More than any profiler was seen to cost.
  private static let highestFloor = 10_000.0

  init(_ profile: SessionProfile) {
    let warmUp = profile.runs > 2 * Self.warmUp ? Self.warmUp : 0
    var raw: [Key: (perCall: Double, calls: Double)] = [:]
    var (cheapest, dearest) = (Double.infinity, 0.0)
    for (key, node) in zip(Key.all(profile.nodes), profile.nodes) {
      let calls = Double(node.durations.count) / Double(profile.runs)
      let dropped = min(node.durations.count - 1, Int((Double(warmUp) * calls).rounded()))
      let median = Self.median(Array(node.durations.dropFirst(dropped))) * 1000
      raw[key] = (median, calls)
      cheapest = min(cheapest, median)
      dearest = max(dearest, median)
    }
    // Where there is nothing cheap, the cheapest computes for most of its time.
    let floor = min(cheapest, dearest / 3, Self.highestFloor)
    self.floor = floor
    times = raw.mapValues { (max(0, $0.perCall - floor) * $0.calls, $0.calls) }
  }

  /// The time and the calls of a node in one run; nil of one that this session did not call.
  subscript(key: Key) -> (nanoseconds: Double, calls: Double)? { times[key] }

  /// The median of whole microseconds, each of which stands for all times that are rounded to it: without it, half of
  /// the nodes of a small model would take exactly as long as each other. (The median of grouped data.)
  static func median(_ durations: [Double]) -> Double {
    let sorted = durations.sorted()
    guard !sorted.isEmpty else { return 0 }
    let value = sorted[sorted.count / 2]
    let below = Double(sorted.count { $0 < value })
    let same = Double(sorted.count { $0 == value })
    return max(0, value - 0.5 + (Double(sorted.count) / 2 - below) / same)
  }
}
