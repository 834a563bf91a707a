import NetWeightCore

/// Looks for tensors that nothing uses, and for such that a caller may replace.
struct UnusedTensorCheck {
  /// - Parameters:
  ///   - irVersion: of the file.
  ///   - weights: the tensors that are multiplied or that quantize, by name.
  func findings(in graph: ONNXGraph, irVersion: Int?, weights: Set<String>) -> [StaticFinding] {
    let unused = Self.names(in: graph).unused
    let all = Self.bytes(Self.initializers(of: graph))
    let bytes = Self.bytes(unused)
    var findings: [StaticFinding] = []
    if !unused.isEmpty {
      findings.append(
        StaticFinding(
          // Exporters leave a constant here and there; a quantizer that leaves the floats behind makes a bigger file.
          .unused, isRemark: bytes * 100 < all, of: Self.list(unused.map(\.name)),
          "take \(Format.bytes(Double(bytes))), \(Format.significant(Double(bytes) / Double(max(1, all)) * 100, 2)) % "
            + "of all tensors, and no node uses them",
          consequence: "the file is larger than it need be",
          next: "remove them, as a run through the exporter's or ONNX Runtime's optimizer does"))
    }
    return findings + replaceable(in: graph, irVersion, weights)
  }

  /// Up to version 3 of the format every tensor had to be listed as an input, and is a constant all the same.
  private func replaceable(in graph: ONNXGraph, _ irVersion: Int?, _ weights: Set<String>) -> [StaticFinding]
  {
    guard let irVersion, irVersion >= 4 else { return [] }
    let inputs = Set(graph.inputs.map(\.name))
    let replaceable = graph.initializers.map(\.name).filter(inputs.contains)
    guard !replaceable.isEmpty else { return [] }
    let count = replaceable.count { weights.contains($0) }
    return [
      StaticFinding(
        .replaceable, isRemark: count == 0, of: Self.list(replaceable),
        "are listed as inputs too, \(count) of them weights or scales",
        consequence: "a caller may replace them, so the runtime fuses and prepares nothing with them",
        next: "remove them from the inputs, as onnxruntime.tools.remove_initializer_from_input does")
    ]
  }

  private static func initializers(of graph: ONNXGraph) -> [ONNXTensor] {
    graph.initializers + graph.nodes.flatMap(\.subgraphs).flatMap(initializers)
  }

  private static func bytes(_ tensors: [ONNXTensor]) -> Int { tensors.reduce(0) { $0 + $1.byteCount } }

  /// Tensors that nothing uses, and the names that a graph takes from those around it.
  private static func names(in graph: ONNXGraph) -> (unused: [ONNXTensor], free: Set<String>) {
    let inner = graph.nodes.flatMap(\.subgraphs).map(names)
    var used = Set(graph.nodes.flatMap(\.inputs))
    used.formUnion(graph.outputs.map(\.name))
    for graph in inner { used.formUnion(graph.free) }
    let unused = graph.initializers.filter { !used.contains($0.name) } + inner.flatMap(\.unused)
    used.subtract(graph.initializers.map(\.name))
    used.subtract(graph.inputs.map(\.name))
    used.subtract(graph.nodes.flatMap(\.outputs))
    return (unused, used)
  }

  /// `'a', 'b', 'c' and 4 more`
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    return "tensors " + shown + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}
