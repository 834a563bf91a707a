/// What is expected of how a variant runs, and the search for what is not so.
public struct PlacementExpectation: Sendable {
  /// What a variant was compressed from.
  public struct Reference: Sendable {
    /// The name of the variant.
    public var name: String
    /// The format of its weights.
    public var format: NumericFormat
    /// What ran of it; nil where that is not known.
    public var placement: Placement?
    /// Bytes of its files; nil where they are not known.
    public var bytes: Int?

    /// Describes a reference.
    public init(name: String, format: NumericFormat, placement: Placement? = nil, bytes: Int? = nil) {
      self.name = name
      self.format = format
      self.placement = placement
      self.bytes = bytes
    }
  }

  /// The format that nodes with weights are meant to multiply in.
  public var format: NumericFormat
  /// The execution provider that nodes are meant for.
  public var provider: String
  /// Names of nodes or layers that may run otherwise.
  public var allowing: Set<String>
  /// Whether products of two activations are held to the format too.
  public var includesActivations: Bool
  /// Bytes of the variant's files; nil where they are not known.
  public var bytes: Int?
  /// What the variant was compressed from. Without it nothing is said of slow kernels, nor of files that are no smaller.
  public var reference: Reference?

  /// Describes what is expected.
  public init(
    format: NumericFormat, provider: String = "cpu", allowing: Set<String> = [],
    includesActivations: Bool = false, bytes: Int? = nil, reference: Reference? = nil
  ) {
    self.format = format
    self.provider = provider
    self.allowing = allowing
    self.includesActivations = includesActivations
    self.bytes = bytes
    self.reference = reference
  }

  /// What did not run as expected, what took most time first, and what only follows from another finding last. A node
  /// that may run otherwise is in none of it.
  public func findings(in placement: Placement) -> [PlacementFinding] {
    let found =
      precisionFindings(placement) + providerFindings(placement) + unfusedFindings(placement)
      + castFindings(placement) + nothingCompressed(placement) + slowKernels(placement)
    // Weights are turned into floats for nodes that take floats, and those are told with their cause.
    let follow = found.contains { $0.kind == .precision }
    let rank = { (finding: PlacementFinding) in
      switch finding.kind {
      case .unfused, .cast: follow ? 1 : 0
      case .nothingCompressed: follow && !isNoSmaller ? 2 : 0
      case .precision, .provider, .slowKernel: 0
      }
    }
    return found.enumerated().sorted { first, second in
      (rank(first.element), second.element.shareOfTime, first.offset)
        < (rank(second.element), first.element.shareOfTime, second.offset)
    }.map(\.element)
  }

  /// The part of the run time that some findings are about, 0…1; a node that is in several counts once.
  public func share(of findings: [PlacementFinding], in placement: Placement) -> Double {
    guard !findings.contains(where: \.nodes.isEmpty) else { return 1 }
    let nodes = Set(findings.flatMap(\.nodes))
    return placement.share(of: Set(placement.nodes.indices.filter { nodes.contains(placement.nodes[$0]) }))
  }

  /// The nodes that are held to the format.
  func isJudged(_ node: PlacedNode) -> Bool {
    node.operatorClass.isHeavy && (node.hasWeights || includesActivations)
  }

  func isFallback(_ node: PlacedNode) -> Bool { isJudged(node) && node.precision != format }

  private func precisionFindings(_ placement: Placement) -> [PlacementFinding] {
    let judged = placement.nodes.filter(isJudged)
    return grouped(judged.filter { isFallback($0) && !$0.isNamed(in: allowing) }) {
      [$0.operatorClass.rawValue, $0.precision?.rawValue, $0.reason?.cause]
    }.map { nodes in
      let alike = judged.filter { $0.operatorClass == nodes[0].operatorClass }.count
      return finding(
        .precision,
        "\(nodes.count) of \(alike) \(Self.operators(nodes)) ran in "
          + "\(Self.text(nodes[0].precision)), meant for \(format)", nodes,
        nodes[0].reason
          ?? PlacementReason(
            cause: "the runtime does not say why",
            cure: "quantize the layers named above, or say which may stay: allowing: [\"\(nodes[0].name)\"]"))
    }
  }

  private func providerFindings(_ placement: Placement) -> [PlacementFinding] {
    let computing = placement.nodes.filter { $0.operatorClass.isHeavy || $0.operatorClass == .other }
    return grouped(computing.filter { $0.provider != provider && !$0.isNamed(in: allowing) }) {
      [$0.provider]
    }
    .map { nodes in
      finding(
        .provider,
        "\(nodes.count) of \(computing.count) computing nodes ran on \(nodes[0].provider), meant for \(provider)",
        nodes,
        PlacementReason(
          cause: "\(provider) is not there, or has no kernel for them",
          cure: "make the execution provider available, or name the one that is meant"))
    }
  }

  private func unfusedFindings(_ placement: Placement) -> [PlacementFinding] {
    let converting = placement.nodes.filter { node in
      guard case .weights(let users) = node.conversion else { return false }
      return !node.isNamed(in: allowing) && !users.allSatisfy(allowing.contains)
    }
    return grouped(converting) { [$0.operatorType] }.map { nodes in
      let users = nodes.reduce(into: [String]()) { users, node in
        guard case .weights(let names) = node.conversion else { return }
        users += names.filter { !users.contains($0) }
      }
      let (verb, list) = (nodes.count == 1 ? "turns" : "turn", PlacementFinding.list(users))
      return finding(
        .unfused, "\(nodes.count) \(Self.operators(nodes)) \(verb) weights into floats in every run", nodes,
        PlacementReason(
          cause: "what multiplies them takes floats: \(list)", cure: "mend what keeps \(list) from \(format)")
      )
    }
  }

  private func castFindings(_ placement: Placement) -> [PlacementFinding] {
    let casting = placement.nodes.filter { $0.conversion == .floats && !$0.isNamed(in: allowing) }
    return grouped(casting) { [$0.operatorType] }.map { nodes in
      finding(
        .cast, "\(nodes.count) \(Self.operators(nodes)) between floats of two widths in every run", nodes,
        PlacementReason(
          cause: "some kernels take only the one width and some only the other",
          cure: "store the model in the width that the kernels of \(provider) take"))
    }
  }

  private func nothingCompressed(_ placement: Placement) -> [PlacementFinding] {
    guard format.bits < NumericFormat.fp32.bits else { return [] }
    let weighted = placement.weighted
    let others = weighted.filter { !$0.isNamed(in: allowing) }
    // What has no known precision may have run in the format.
    let ranNone = !others.isEmpty && weighted.allSatisfy { $0.precision != nil && $0.precision != format }
    var parts = ranNone ? ["no node with weights ran in \(format)"] : []
    let isNoSmaller = isNoSmaller
    if isNoSmaller, let bytes, let reference, let before = reference.bytes {
      parts.append(
        "the files have \(Format.bytes(Double(bytes))), those of '\(reference.name)' \(Format.bytes(Double(before)))"
      )
    }
    guard !parts.isEmpty else { return [] }
    let reason =
      isNoSmaller
      ? PlacementReason(
        cause: "what compressed it changed no weights",
        cure:
          "compare the operators that it compresses with those in the file: a MatMul with its Add may have become a Gemm"
      )
      : PlacementReason(
        cause: "smaller files are all that the format gives here",
        cure:
          "use a runtime or a provider whose kernels multiply \(format), or a format that these kernels have")
    return [
      PlacementFinding(
        .nothingCompressed, parts.joined(separator: ", and "), nodes: isNoSmaller ? [] : others,
        shareOfTime: isNoSmaller ? 1 : share(others, placement), reason: reason)
    ]
  }

  private var isNoSmaller: Bool {
    guard let bytes, let reference, let before = reference.bytes else { return false }
    return format.bits < reference.format.bits && bytes >= before
  }

  private func share(_ nodes: [PlacedNode], _ placement: Placement) -> Double {
    min(1, nodes.reduce(0) { $0 + $1.shareOfTime })
  }

  func finding(
    _ kind: PlacementFinding.Kind, _ what: String, _ nodes: [PlacedNode], _ reason: PlacementReason?
  ) -> PlacementFinding {
    PlacementFinding(
      kind, what, nodes: nodes, shareOfTime: min(1, nodes.reduce(0) { $0 + $1.shareOfTime }), reason: reason)
  }

  /// Nodes that are alike, in the order of the first of each.
  func grouped(_ nodes: [PlacedNode], by key: (PlacedNode) -> [String?]) -> [[PlacedNode]] {
    var order: [[String?]] = []
    var groups: [[String?]: [PlacedNode]] = [:]
    for node in nodes {
      let key = key(node)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(node)
    }
    return order.compactMap { groups[$0] }
  }

  /// The operators of some nodes, each once: `FusedGemm and Gemm`.
  static func operators(_ nodes: [PlacedNode]) -> String {
    Set(nodes.map(\.operatorType)).sorted().formatted()
  }

  static func text(_ precision: NumericFormat?) -> String {
    precision.map { "\($0)" } ?? "a format that is not known"
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`, in no language but English.
  fileprivate func formatted() -> String {
    count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
