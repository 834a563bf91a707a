extension GraphFacts {
  /// What of a model file tells why its nodes ran as they did. Weights are not looked at.
  package init(_ model: ONNXModelFile) {
    self.init(model.graph)
  }

  init(_ graph: ONNXGraph) {
    var nodes: [Node] = []
    var constants: [String: TypedShape] = [:]
    Self.collect(graph, &nodes, &constants)
    self.init(
      nodes: nodes, constants: constants, inputs: Set(graph.inputs.map(\.name)),
      outputs: Set(graph.outputs.map(\.name)))
  }

  private static func collect(
    _ graph: ONNXGraph, _ nodes: inout [Node], _ constants: inout [String: TypedShape]
  ) {
    for tensor in graph.initializers { constants[tensor.name] = TypedShape(tensor) }
    for node in graph.nodes {
      if node.operatorType == "Constant", let output = node.outputs.first {
        // Other attributes hold numbers and lists, which are no weights.
        guard case .tensors(let tensors)? = node.attribute("value")?.value, let tensor = tensors.first else {
          constants[output] = TypedShape("float", [])
          continue
        }
        constants[output] = TypedShape(tensor)
        continue
      }
      for subgraph in node.subgraphs { collect(subgraph, &nodes, &constants) }
      nodes.append(
        Node(
          node.operatorType, node.name, node.inputs, node.outputs,
          integers: node.attributes.reduce(into: [:]) { integers, attribute in
            if case .integer(let value) = attribute.value { integers[attribute.name] = value }
          }))
    }
  }
}

extension TypedShape {
  fileprivate init(_ tensor: ONNXTensor) { self.init("\(tensor.elementType)", tensor.shape) }
}
