import NetWeightCore

/// How many multiplications with addition a node does in one call, from the shapes that it was called with.
///
/// Only shapes are known, and no attributes: `transA` of a `Gemm` is nowhere told, so the common dimension is taken
/// from what the output leaves of the input. Biases and scales are not counted.
package enum MultiplyAccumulates {
  /// The count; nil where shapes do not tell.
  package static func count(
    _ operatorType: String, inputs: [TypedShape], outputs: [TypedShape]
  ) -> Double? {
    guard let input = inputs.first, let output = outputs.first else { return nil }
    let others = inputs.dropFirst()
    let count: Double?
    switch OperatorClass(onnx: operatorType) {
    // An equation says which dimensions are common, and the one who routes which experts run.
    case .matrixProduct where operatorType == "Einsum" || operatorType.hasSuffix("MoE"): count = nil
    case .matrixProduct: count = product(input, output)
    case .convolution: count = convolution(operatorType, input, others.first { $0.shape.count >= 3 }, output)
    case .attention: count = attention(operatorType, inputs: inputs, outputs: outputs)
    case .recurrence: count = recurrence(input, others.filter { $0.shape.count == 3 })
    case .boundary, .layout, .other: count = nil
    }
    guard let count, count.isFinite, count > 0 else { return nil }
    return count
  }

  /// Rows times columns times what is summed over; the latter is what the matrix has beside its rows.
  private static func product(_ input: TypedShape, _ output: TypedShape) -> Double? {
    let rank = output.shape.count
    guard input.shape.count > 1 else { return input.count * output.count }
    // A matrix times a vector gives a vector.
    guard rank > 1 else { return input.count }
    let rows = Double(output.shape[rank - 2])
    let matrix = input.shape.suffix(2).reduce(1.0) { $0 * Double($1) }
    guard rows > 0 else { return nil }
    // The rows of a MatMul of several dimensions by one matrix may be all of its dimensions but the last.
    let common =
      (matrix / rows).rounded() == matrix / rows ? matrix / rows : Double(input.shape[input.shape.count - 1])
    return output.count * common
  }

  /// Each output is a sum over one filter; each input of a transposed convolution goes into one.
  private static func convolution(
    _ operatorType: String, _ input: TypedShape, _ filters: TypedShape?, _ output: TypedShape
  ) -> Double? {
    guard let filters, let first = filters.shape.first, first > 0 else { return nil }
    let filter = filters.count / Double(first)
    return (operatorType.contains("Transpose") ? input.count : output.count) * filter
  }

  /// Scores and their product with the values; and the projections, where the operator has them.
  private static func attention(_ operatorType: String, inputs: [TypedShape], outputs: [TypedShape])
    -> Double?
  {
    let (query, output) = (inputs[0], outputs[0])
    switch operatorType {
    // The same name is Microsoft's, with one matrix of weights, and ONNX's, with three activations.
    case "Attention" where inputs.count > 1 && inputs[1].shape.count == 2, "QAttention":
      guard query.shape.count == 3, inputs.count > 1, inputs[1].shape.count == 2 else { return nil }
      return query.count * Double(inputs[1].shape[1]) + 2 * output.count * Double(query.shape[1])
    case "Attention", "MultiHeadAttention":
      guard inputs.count > 1, inputs[1].shape.count == query.shape.count, query.shape.count >= 3 else {
        return nil
      }
      let keys = Double(inputs[1].shape[query.shape.count - 2])
      return query.count * keys + output.count * keys
    case "GroupQueryAttention":
      // Keys of the past are in the second output.
      guard outputs.count > 1, outputs[1].shape.count == 4 else { return nil }
      return 2 * output.count * Double(outputs[1].shape[2])
    default: return nil
    }
  }

  /// Every step takes both matrices of weights.
  private static func recurrence(_ input: TypedShape, _ weights: [TypedShape]) -> Double? {
    guard input.shape.count == 3, weights.count >= 2 else { return nil }
    let steps = Double(input.shape[0]) * Double(input.shape[1])
    return steps * (weights[0].count + weights[1].count)
  }
}
