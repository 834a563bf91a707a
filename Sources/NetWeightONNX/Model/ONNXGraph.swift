/// What a model computes: nodes between inputs and outputs, and the tensors that come with them.
package struct ONNXGraph: Sendable {
  /// May be empty.
  package let name: String
  /// In the order of the file, which the format wants to be one in which they can run.
  package let nodes: [ONNXNode]
  /// The tensors that come with the graph.
  package let initializers: [ONNXTensor]
  /// What the caller gives. Files of before IR version 4 list the initializers here too.
  package let inputs: [ONNXValueInfo]
  package let outputs: [ONNXValueInfo]
  /// Values between nodes whose type and shape the file tells.
  package let innerValues: [ONNXValueInfo]

  init(
    name: String = "", nodes: [ONNXNode], initializers: [ONNXTensor] = [], inputs: [ONNXValueInfo] = [],
    outputs: [ONNXValueInfo] = [], innerValues: [ONNXValueInfo] = []
  ) {
    self.name = name
    self.nodes = nodes
    self.initializers = initializers
    self.inputs = inputs
    self.outputs = outputs
    self.innerValues = innerValues
  }
}

/// One operation.
package struct ONNXNode: Sendable {
  /// May be empty, and need not be the only one of its name.
  package let name: String
  /// `MatMul`.
  package let operatorType: String
  /// Whose operator it is: empty of ONNX's own, `com.microsoft` of ONNX Runtime's.
  package let domain: String
  /// Names of values; an empty one stands for an optional input that is not given.
  package let inputs: [String]
  package let outputs: [String]
  package let attributes: [ONNXAttribute]

  /// How messages call it: `MatMul 'fc1'`, or by its first output where it has no name.
  package var title: String {
    if !name.isEmpty { return "\(operatorType) '\(name)'" }
    return outputs.first.map { "\(operatorType) of '\($0)'" } ?? operatorType
  }

  /// The name of an input; nil where it is not given.
  package func input(_ index: Int) -> String? {
    inputs.indices.contains(index) && !inputs[index].isEmpty ? inputs[index] : nil
  }

  package func attribute(_ name: String) -> ONNXAttribute? { attributes.first { $0.name == name } }

  /// An attribute that is one integer, with the value that the format gives it when it is not there.
  package func integer(_ name: String, default value: Int) -> Int {
    if case .integer(let stored)? = attribute(name)?.value { stored } else { value }
  }

  /// The bodies of its branches or loops.
  package var subgraphs: [ONNXGraph] {
    attributes.flatMap { attribute -> [ONNXGraph] in
      if case .graphs(let graphs) = attribute.value { graphs } else { [] }
    }
  }
}

/// A constant that a node is configured by.
package struct ONNXAttribute: Sendable {
  package enum Value: Sendable {
    case float(Float)
    case integer(Int)
    case text(String)
    case floats([Float])
    case integers([Int])
    case texts([String])
    /// One or several.
    case tensors([ONNXTensor])
    /// One or several.
    case graphs([ONNXGraph])
    /// Nothing that is read here: a type, or a reference to an attribute of the enclosing function.
    case other
  }

  package let name: String
  package let value: Value
}

/// A named input or output, or a value in between.
package struct ONNXValueInfo: Sendable, Hashable {
  /// A length that is known, has a name, or is left open.
  package enum Length: Sendable, Hashable {
    case fixed(Int)
    case symbol(String)
    case open
  }

  package let name: String
  /// nil of sequences, maps and optional values, and where the file does not tell.
  package let elementType: ONNXElementType?
  /// nil where the file does not tell; empty of a scalar.
  package let shape: [Length]?
}

/// A set of operators in one version.
package struct ONNXOperatorSet: Sendable, Hashable, CustomStringConvertible {
  /// Empty of ONNX's own.
  package let domain: String
  package let version: Int

  /// `ai.onnx 21`
  package var description: String { "\(domain.isEmpty ? "ai.onnx" : domain) \(version)" }
}
