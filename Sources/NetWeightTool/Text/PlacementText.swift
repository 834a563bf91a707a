import NetWeightCore

/// What ran of a model, and what of it was not meant so.
struct PlacementText {
  let placement: Placement
  let expectation: PlacementExpectation
  let findings: [PlacementFinding]

  var text: String {
    ([summary, nodes] + told + placement.remarks.map { "remark, \($0)\n" }).joined(separator: "\n")
  }

  private var summary: String {
    let time = placement.kernelTime.map { ", \(Format.duration(nanoseconds: $0)) a run" } ?? ""
    return
      "What ran, meant for \(expectation.format) on \(expectation.provider): \(placement.nodes.count) nodes\(time)\n"
  }

  /// The nodes that took most time first; of hundreds of small ones only those that multiply.
  private var nodes: String {
    var table = Table(header: [
      "Node", "Operator", "Kernel", "Precision", "Provider", "Share", "Time", "Speed", "Found",
    ])
    let sorted = placement.nodes.enumerated().sorted {
      ($1.element.shareOfTime, $0.offset) < ($0.element.shareOfTime, $1.offset)
    }.map(\.element)
    let shown = sorted.filter { $0.operatorClass.isHeavy || $0.shareOfTime >= 0.01 || !kinds(of: $0).isEmpty }
    for node in shown.prefix(Self.most) {
      table.rows.append([
        node.name, node.operatorType, node.kernel, node.precision.map { "\($0)" } ?? "—", node.provider,
        "\(Format.fixed(node.shareOfTime * 100, 1)) %",
        node.nanoseconds.map { Format.duration(nanoseconds: $0) } ?? "—",
        node.speed.map { Format.rate($0) } ?? "—",
        list(kinds(of: node)),
      ])
    }
    let rest = sorted.count - min(shown.count, Self.most)
    return table.text + (rest > 0 ? "… and \(rest) more nodes\n" : "")
  }

  private static let most = 60

  private func kinds(of node: PlacedNode) -> [String] {
    var kinds: [String] = []
    for finding in findings where finding.nodes.contains(node) && !kinds.contains(finding.kind.rawValue) {
      kinds.append(finding.kind.rawValue)
    }
    return kinds
  }

  private var told: [String] {
    guard !findings.isEmpty else { return ["Nothing was found in what ran.\n"] }
    return findings.map { finding in
      "FOUND \(finding.kind.rawValue): \(finding)." + (finding.reason.map { " Next: \($0.cure)." } ?? "")
        + "\n"
    }
  }
}
