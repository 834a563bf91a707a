import NetWeightCore
import NetWeightONNX

/// What a model file tells of itself.
struct ModelText {
  let model: ONNXModelFile
  let inspection: StaticInspection

  var text: String {
    ([header, sizes] + sparsity + [findings]).joined(separator: "\n")
  }

  private var header: String {
    let bytes = inspection.sizes.reduce(0) { $0 + $1.bytes }
    // Converters list every set that they know; those that are used are told.
    let used = Set(Self.nodes(of: model.graph).map(\.domain))
    let sets = model.operatorSets.filter { used.contains($0.domain) }
    let version = model.irVersion.map { "IR version \($0)" } ?? "no IR version"
    let facts = [
      Format.bytes(Double(model.byteCount)), "\(model.graph.nodes.count) nodes",
      "\(Format.bytes(Double(bytes))) of tensors", version, list(sets.map(\.description)),
    ]
    return "\(model.name): \(list(facts))" + (model.producer.isEmpty ? "" : ", by \(model.producer)") + "\n"
  }

  private static func nodes(of graph: ONNXGraph) -> [ONNXNode] {
    graph.nodes + graph.nodes.flatMap(\.subgraphs).flatMap(nodes)
  }

  private var sizes: String {
    let all = max(1, inspection.sizes.reduce(0) { $0 + $1.bytes })
    var table = Table(header: ["Tensors of", "Count", "Elements", "Bytes", "Share"])
    for size in inspection.sizes {
      table.rows.append([
        "\(size.elementType)", "\(size.tensors)", "\(size.elements)", Format.bytes(Double(size.bytes)),
        "\(Format.fixed(Double(size.bytes) / Double(all) * 100, 1)) %",
      ])
    }
    return table.rows.isEmpty ? "No tensor comes with the model.\n" : table.text
  }

  /// Weights of which a tenth or more is zero; fewer come about by rounding.
  private var sparsity: [String] {
    let known = inspection.weights.filter { $0.zeros != nil }
    let zeros = known.reduce(0) { $0 + ($1.zeros ?? 0) }
    let count = known.reduce(0) { $0 + $1.count }
    guard count > 0 else { return [] }
    var lines = ["\(Format.fixed(Double(zeros) / Double(count) * 100, 1)) % of \(count) weights are zero.\n"]
    let sparse = known.filter { ($0.share ?? 0) >= 0.1 }.sorted { ($0.share ?? 0) > ($1.share ?? 0) }
    var table = Table(header: ["Sparse weights", "Type", "Shape", "Zero"])
    for weights in sparse.prefix(Self.shown) {
      table.rows.append([
        weights.name, "\(weights.elementType)", weights.shape.map(String.init).joined(separator: "×"),
        "\(Format.fixed((weights.share ?? 0) * 100, 1)) %",
      ])
    }
    if !table.rows.isEmpty { lines.append(table.text) }
    if sparse.count > Self.shown { lines.append("… and \(sparse.count - Self.shown) more\n") }
    return lines
  }

  private static let shown = 20

  /// What is found in many tensors for one reason is told once, with the tensors below it.
  private var findings: String {
    guard !inspection.findings.isEmpty else { return "Nothing was found in the file.\n" }
    var groups: [[StaticFinding]] = []
    for finding in inspection.findings {
      let place = groups.firstIndex { first in
        first[0].kind == finding.kind && first[0].isRemark == finding.isRemark
          && first[0].consequence == finding.consequence && first[0].next == finding.next
      }
      if let place { groups[place].append(finding) } else { groups.append([finding]) }
    }
    return groups.map(Self.text).joined()
  }

  private static func text(of group: [StaticFinding]) -> String {
    let first = group[0]
    let mark = first.isRemark ? "remark, " : "FOUND "
    guard group.count > 1 else { return "\(mark)\(first)\n" }
    let lines = group.prefix(shown).map { "  \($0.subject) \($0.figures)\n" }
    let more = group.count > shown ? "  … and \(group.count - shown) more\n" : ""
    return "\(mark)\(first.kind.rawValue): \(first.consequence). Next: \(first.next).\n" + lines.joined()
      + more
  }
}
