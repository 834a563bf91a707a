/// Compares what a file asks for with what a version of ONNX Runtime knows.
struct VersionCheck {
  /// The number N of the runtime's version 1.N; nil when it is not known.
  let runtimeMinorVersion: Int?

  func findings(in model: ONNXModelFile) -> [StaticFinding] {
    missing(in: model) + tooNew(in: model) + custom(in: model)
  }

  private func missing(in model: ONNXModelFile) -> [StaticFinding] {
    let rewrite = "export the model again"
    var findings: [StaticFinding] = []
    if model.irVersion == nil {
      findings.append(
        StaticFinding(
          .version, of: "the file", "does not say its IR version", consequence: "runtimes refuse to load it",
          next: rewrite))
    }
    let imported = Set(model.operatorSets.map(\.domain))
    let used = Set(Self.nodes(of: model.graph).map(\.domain))
    for domain in used.subtracting(imported).sorted() {
      findings.append(
        StaticFinding(
          .version, of: "domain '\(domain.isEmpty ? "ai.onnx" : domain)'",
          "has operators in the model and no version in its list of operator sets",
          consequence: "runtimes refuse to load it", next: rewrite))
    }
    return findings
  }

  private func tooNew(in model: ONNXModelFile) -> [StaticFinding] {
    guard let minor = runtimeMinorVersion, let known = RuntimeSupport(minorVersion: minor) else { return [] }
    var findings: [StaticFinding] = []
    func add(_ subject: String, _ figures: String, _ next: String) {
      findings.append(
        StaticFinding(
          .version, of: subject, figures, consequence: "ONNX Runtime 1.\(minor) refuses to load it",
          next: next))
    }
    if let version = model.irVersion, version > known.irVersion {
      add(
        "IR version \(version)",
        "is newer than \(known.irVersion), the last that ONNX Runtime 1.\(minor) reads",
        Self.newer { $0.irVersion >= version }
          + "save it with ir_version = \(known.irVersion) if it needs nothing newer")
    }
    for set in model.operatorSets where set.domain.isEmpty || set.domain == "ai.onnx.ml" {
      let isMain = set.domain.isEmpty
      let newest = isMain ? known.operatorSet : known.machineLearningSet
      guard set.version > newest else { continue }
      add(
        "operator set \(set)", "is newer than \(newest), the last that ONNX Runtime 1.\(minor) knows",
        Self.newer { (isMain ? $0.operatorSet : $0.machineLearningSet) >= set.version }
          + "export it for operator set \(newest)")
    }
    return findings
  }

  /// Other domains have operators only for those who bring a library of them.
  private func custom(in model: ONNXModelFile) -> [StaticFinding] {
    let functions = Set(model.functions.map(\.name))
    var nodes: [String: [ONNXNode]] = [:]
    for node in Self.nodes(of: model.graph)
    where !Self.knownDomains.contains(node.domain) && !functions.contains(node.operatorType) {
      nodes[node.domain, default: []].append(node)
    }
    return nodes.sorted { $0.key < $1.key }.map { domain, nodes in
      StaticFinding(
        .customOperators, isRemark: true, of: "domain '\(domain)'",
        "has \(nodes.count) nodes, the first \(nodes[0].title)",
        consequence: "the runtime loads the model only together with a library of these operators",
        next: "give that library to the session, or export the model without them")
    }
  }

  private static let knownDomains: Set<String> = [
    "", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "com.microsoft",
    "com.microsoft.experimental", "com.microsoft.nchwc", "com.ms.internal.nhwc",
  ]

  private static func nodes(of graph: ONNXGraph) -> [ONNXNode] {
    graph.nodes + graph.nodes.flatMap(\.subgraphs).flatMap(nodes)
  }

  /// `use ONNX Runtime 1.23 or newer, or `; empty where none of the list would do.
  private static func newer(_ suffices: (RuntimeSupport) -> Bool) -> String {
    let minor = RuntimeSupport.minorVersions.first { RuntimeSupport(minorVersion: $0).map(suffices) ?? false }
    return minor.map { "use ONNX Runtime 1.\($0) or newer, or " } ?? ""
  }
}
