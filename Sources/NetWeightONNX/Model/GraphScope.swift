/// A graph and the graphs around it, whose values a branch or a loop sees too: who makes a value, who takes it, and
/// which values are constants.
package final class GraphScope: Sendable {
  /// A node that takes a value.
  package struct Use: Sendable, Hashable {
    /// Its place in the graph.
    package let node: Int
    /// Which of its inputs.
    package let input: Int

    package init(node: Int, input: Int) {
      self.node = node
      self.input = input
    }
  }

  package let graph: ONNXGraph
  /// The graph that this one is a branch or a loop of; nil of the model's own and of functions.
  package let outer: GraphScope?
  private let producers: [String: Int]
  private let uses: [String: [Use]]
  private let constants: [String: ONNXTensor]
  private let values: [String: ONNXValueInfo]

  package init(_ graph: ONNXGraph, in outer: GraphScope? = nil) {
    self.graph = graph
    self.outer = outer
    var producers: [String: Int] = [:]
    var uses: [String: [Use]] = [:]
    var constants: [String: ONNXTensor] = [:]
    for (index, node) in graph.nodes.enumerated() {
      for output in node.outputs where !output.isEmpty { producers[output] = index }
      for (input, name) in node.inputs.enumerated() where !name.isEmpty {
        uses[name, default: []].append(Use(node: index, input: input))
      }
      if node.operatorType == "Constant", let output = node.outputs.first,
        case .tensors(let tensors)? = node.attribute("value")?.value
      {
        constants[output] = tensors.first
      }
    }
    for tensor in graph.initializers { constants[tensor.name] = tensor }
    var values: [String: ONNXValueInfo] = [:]
    for value in graph.innerValues + graph.outputs + graph.inputs { values[value.name] = value }
    self.producers = producers
    self.uses = uses
    self.constants = constants
    self.values = values
  }

  /// This graph and those inside it, outermost first.
  package var all: [GraphScope] {
    [self] + graph.nodes.flatMap(\.subgraphs).flatMap { GraphScope($0, in: self).all }
  }

  /// The node that makes a value; nil of inputs and of tensors that come with the graph.
  package func producer(of value: String) -> ONNXNode? {
    if let index = producers[value] { return graph.nodes[index] }
    return isKnown(value) ? nil : outer?.producer(of: value)
  }

  /// The nodes of this graph, and not of those inside it, that take a value.
  package func uses(of value: String) -> [Use] { uses[value] ?? [] }

  /// The tensor of that name, when it is one that comes with the model; also of the output of a `Constant`.
  package func constant(_ value: String?) -> ONNXTensor? {
    guard let value else { return nil }
    return constants[value] ?? (isKnown(value) ? nil : outer?.constant(value))
  }

  /// What the file says of a value that is no constant.
  package func value(_ name: String) -> ONNXValueInfo? {
    values[name] ?? (isKnown(name) ? nil : outer?.value(name))
  }

  /// Whether this graph has a value of that name, which hides those of the graphs around it.
  private func isKnown(_ value: String) -> Bool {
    producers[value] != nil || constants[value] != nil || values[value] != nil
  }
}
