import NetWeightCore

/// What of a model's graph tells why a node ran as it did: who feeds whom, and what comes with the model. Graphs in the
/// graph are in it too, since their values see those around them.
package struct GraphFacts: Sendable {
  /// One operation.
  package struct Node: Sendable, Hashable {
    /// May be empty.
    package var name: String
    package var operatorType: String
    /// Names of values; an empty one stands for an optional input that is not given.
    package var inputs: [String]
    package var outputs: [String]
    /// The attributes that are one integer.
    package var integers: [String: Int]

    package init(
      _ operatorType: String, _ name: String, _ inputs: [String], _ outputs: [String],
      integers: [String: Int] = [:]
    ) {
      self.name = name
      self.operatorType = operatorType
      self.inputs = inputs
      self.outputs = outputs
      self.integers = integers
    }
  }

  /// Where the numbers of a value come from.
  enum Origin: Hashable {
    /// From the model, turned into another format or order by so many nodes on the way, the last one first.
    case constant(TypedShape, name: String, through: [Int])
    /// From this node, which computes; nil where they are an input of the model.
    case activation(Int?)
  }

  /// In an order in which they can run.
  package let nodes: [Node]
  /// What comes with the model, by name.
  package let constants: [String: TypedShape]
  /// What the caller gives.
  package let inputs: Set<String>
  /// What the caller gets.
  package let outputs: Set<String>
  /// Who makes a value.
  let producers: [String: Int]
  /// Who takes a value, each as often as it does.
  let consumers: [String: [Int]]

  package init(nodes: [Node], constants: [String: TypedShape], inputs: Set<String>, outputs: Set<String>) {
    self.nodes = nodes
    self.constants = constants
    // Old files list what comes with the model among what the caller gives.
    self.inputs = inputs.subtracting(constants.keys)
    self.outputs = outputs
    var producers: [String: Int] = [:]
    var consumers: [String: [Int]] = [:]
    for (index, node) in nodes.enumerated() {
      for output in node.outputs where !output.isEmpty { producers[output] = index }
      for input in node.inputs where !input.isEmpty { consumers[input, default: []].append(index) }
    }
    self.producers = producers
    self.consumers = consumers
  }

  /// Operators that give out the same numbers, in another format or order.
  static let conversions: Set<String> = [
    "QuantizeLinear", "DequantizeLinear", "Cast", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten",
    "Identity",
  ]

  /// Operators of attention that make queries, keys and values themselves, with the weights in their second input.
  static let attentionWithWeights: Set<String> = [
    "Attention", "QAttention", "PackedAttention", "LongformerAttention",
  ]

  /// Follows a value back to where its numbers come from.
  func origin(of value: String) -> Origin {
    var value = value
    var passed: [Int] = []
    // A damaged graph may go in a circle.
    while passed.count <= nodes.count {
      if let constant = constants[value] { return .constant(constant, name: value, through: passed) }
      guard let index = producers[value] else { return .activation(nil) }
      guard Self.conversions.contains(nodes[index].operatorType), let next = nodes[index].inputs.first else {
        return .activation(index)
      }
      passed.append(index)
      value = next
    }
    return .activation(nil)
  }

  /// The matrices that a node takes from the model: not its scales and biases, which have one dimension.
  package func weights(of node: Node) -> [(constant: TypedShape, name: String, through: [Int])] {
    // Rotary caches, masks and biases of attention are constants too, and are multiplied with by no product.
    let isAttention = OperatorClass(onnx: node.operatorType) == .attention
    let inputs =
      isAttention
      ? node.inputs.dropFirst().prefix(Self.attentionWithWeights.contains(node.operatorType) ? 1 : 0)
      : node.inputs[...]
    return inputs.compactMap { input in
      guard !input.isEmpty, case .constant(let constant, let name, let through) = origin(of: input),
        constant.shape.count >= 2
      else { return nil }
      return (constant, name, through)
    }
  }

  /// Who makes a value; nil of what the caller gives or comes with the model.
  package func producer(of value: String) -> Node? { producers[value].map { nodes[$0] } }

  /// The first input that does not come with the model; nil where all do.
  func activation(of node: Node) -> String? {
    node.inputs.first { input in
      guard !input.isEmpty, case .activation = origin(of: input) else { return false }
      return true
    }
  }

  /// The first node that is told, going back from a value, whatever lies between; at most so many steps.
  func nearest(behind value: String, within steps: Int, where isIt: (Node) -> Bool) -> Node? {
    var value = value
    for _ in 0..<steps {
      guard let index = producers[value] else { return nil }
      if isIt(nodes[index]) { return nodes[index] }
      guard let next = nodes[index].inputs.first else { return nil }
      value = next
    }
    return nil
  }

  /// The heavy nodes that take a value, at once or through nodes that only convert it.
  func heavyConsumers(of value: String) -> [Node] {
    var found: [Node] = []
    var open = [value]
    var seen: Set<String> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      for index in consumers[next] ?? [] {
        let node = nodes[index]
        if OperatorClass(onnx: node.operatorType).isHeavy {
          found.append(node)
        } else if Self.conversions.contains(node.operatorType), node.inputs.first == next {
          open += node.outputs
        }
      }
    }
    return found
  }
}
