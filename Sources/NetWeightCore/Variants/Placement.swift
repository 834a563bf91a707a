/// Which kernel ran each node of a model, in what precision and where.
public struct Placement: Sendable, Hashable, Codable {
  /// The nodes in the order in which they ran.
  public var nodes: [PlacedNode]
  /// What timing one node costs, in nanoseconds; it is subtracted from each node's time already. A time below it says
  /// little, so nothing is concluded from one.
  public var timingFloor: Double
  /// What could not be found out, in sentences for people.
  public var remarks: [String]

  /// Collects the nodes of one run.
  public init(nodes: [PlacedNode], timingFloor: Double = 0, remarks: [String] = []) {
    self.nodes = nodes
    self.timingFloor = timingFloor
    self.remarks = remarks
  }

  /// The nodes that multiply weights: what is held to a variant's numeric format.
  public var weighted: [PlacedNode] { nodes.filter(\.hasWeights) }

  /// The time of all nodes in one run, in nanoseconds; nil where the runtime gives no times.
  public var kernelTime: Double? {
    let times = nodes.compactMap(\.nanoseconds)
    return times.count == nodes.count && !times.isEmpty ? times.reduce(0, +) : nil
  }

  /// The part of the run time that some nodes take, 0…1. Each counts once, however often it is given.
  func share(of indices: Set<Int>) -> Double {
    // Rounding could make a little more than all of it.
    min(1, indices.reduce(0) { $0 + nodes[$1].shareOfTime })
  }

  /// Gives every node its part of the time of all.
  ///
  /// Where no node has a time, all have the same part: nothing is free only because it was not timed.
  public mutating func shareTimes() {
    let total = nodes.reduce(0) { $0 + ($1.nanoseconds ?? 0) }
    for index in nodes.indices {
      nodes[index].shareOfTime =
        total > 0 && total.isFinite ? (nodes[index].nanoseconds ?? 0) / total : 1 / Double(nodes.count)
    }
  }
}

extension Placement {
  /// The same nodes, each with the shorter of its two times: what else ran beside one of two measurements only adds.
  /// What is in one of them only stays as it is.
  func fastest(_ other: Placement) -> Placement {
    var fastest = self
    for (index, node) in nodes.enumerated() where other.nodes.indices.contains(index) {
      let again = other.nodes[index]
      guard again.name == node.name, let a = node.nanoseconds, let b = again.nanoseconds else { continue }
      fastest.nodes[index].nanoseconds = min(a, b)
    }
    fastest.shareTimes()
    return fastest
  }
}
