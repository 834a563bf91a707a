/// Weights of a model where a node multiplies with them.
struct WeightUse: Sendable {
  let node: ONNXNode
  let weights: ONNXTensor
  let layout: MultipliedOperand.Layout
  /// What a stored number is worth; nil of weights that are no integers.
  let scale: ONNXTensor?
  /// The stored number that stands for 0; nil for 0 itself.
  let zeroPoint: ONNXTensor?
  /// The dimension of the weights along which the scales are, from 0; nil of a single scale and of scales by block.
  let axis: Int?
  /// The dimension of the weights that is one output channel each; nil where it is not known.
  let outputAxis: Int?
  /// The integers that they are multiplied with; nil when they are no integers.
  let activation: ONNXElementType?

  /// The weights that are multiplied anywhere in a model, in the order of its nodes.
  static func all(in scope: GraphScope) -> [WeightUse] {
    scope.all.flatMap { scope in
      scope.graph.nodes.flatMap { node in
        MultipliedOperand.all(of: node).compactMap { WeightUse($0, of: node, in: scope) }
      }
    }
  }

  /// - Returns: nil when what is multiplied is not stored in the model, as between two activations.
  private init?(_ operand: MultipliedOperand, of node: ONNXNode, in scope: GraphScope) {
    guard let input = node.input(operand.weights) else { return nil }
    self.node = node
    layout = operand.layout
    var axis: Int?
    if let stored = scope.constant(input) {
      weights = stored
      scale = operand.scale.flatMap { scope.constant(node.input($0)) }
      zeroPoint = operand.zeroPoint.flatMap { scope.constant(node.input($0)) }
      if let scale, scale.count > 1, scale.shape.count == 1, operand.layout != .other {
        axis = operand.layout.outputAxis(of: stored)
      }
    } else if let dequantizer = scope.producer(of: input), dequantizer.operatorType == "DequantizeLinear",
      let source = Self.source(of: dequantizer, in: scope)
    {
      weights = source
      scale = scope.constant(dequantizer.input(1))
      zeroPoint = source.elementType.isFloat ? nil : scope.constant(dequantizer.input(2))
      if let scale, scale.count > 1, scale.shape.count == 1 {
        let named = dequantizer.integer("axis", default: 1)
        axis = named < 0 ? named + source.shape.count : named
      }
    } else {
      return nil
    }
    self.axis = axis
    outputAxis = operand.layout.outputAxis(of: weights)
    activation =
      operand.quantizesActivations ? .uint8 : Self.activation(operand, of: node, in: scope)
  }

  /// Whether there is a scale for each of several blocks of one channel.
  var isQuantizedByBlock: Bool { (scale?.shape.count ?? 0) > 1 || node.operatorType == "MatMulNBits" }

  /// What a dequantizer of weights is made of. Training that is aware of quantization leaves floats and a quantizer
  /// before it, which the runtime carries out once.
  private static func source(of dequantizer: ONNXNode, in scope: GraphScope) -> ONNXTensor? {
    guard let input = dequantizer.input(0) else { return nil }
    if let stored = scope.constant(input) { return stored }
    guard let quantizer = scope.producer(of: input), quantizer.operatorType == "QuantizeLinear" else {
      return nil
    }
    return scope.constant(quantizer.input(0))
  }

  private static func activation(
    _ operand: MultipliedOperand, of node: ONNXNode, in scope: GraphScope
  ) -> ONNXElementType? {
    if let zeroPoint = operand.activationZeroPoint.flatMap({ scope.constant(node.input($0)) }) {
      return zeroPoint.elementType
    }
    guard let input = node.input(operand.activation) else { return nil }
    let type = type(of: input, in: scope, depth: 0)
    return type?.isFloat == true ? nil : type
  }

  /// The integers that a value is made of, seen through the operators that only move values.
  private static func type(of value: String, in scope: GraphScope, depth: Int) -> ONNXElementType? {
    guard let producer = scope.producer(of: value), depth < 16 else { return scope.value(value)?.elementType }
    switch producer.operatorType {
    case "DynamicQuantizeLinear": return .uint8
    case "QuantizeLinear", "DequantizeLinear":
      if let zeroPoint = scope.constant(producer.input(2)) { return zeroPoint.elementType }
      if producer.operatorType == "QuantizeLinear" {
        let named = producer.integer("output_dtype", default: 0)
        return named == 0 ? .uint8 : ONNXElementType(number: named)
      }
    case "Reshape", "Transpose", "Flatten", "Identity", "Squeeze", "Unsqueeze", "MaxPool": break
    default: return scope.value(value)?.elementType
    }
    return producer.input(0).flatMap { type(of: $0, in: scope, depth: depth + 1) }
  }
}

extension MultipliedOperand.Layout {
  /// The dimension that is one output channel each.
  func outputAxis(of weights: ONNXTensor) -> Int? {
    switch self {
    case .columns: weights.shape.count >= 2 ? weights.shape.count - 1 : nil
    case .rows, .filter: weights.shape.isEmpty ? nil : 0
    case .other: nil
    }
  }
}
