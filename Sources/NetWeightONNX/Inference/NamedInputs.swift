import NetWeightCore

/// The inputs of a model by name, for which the user makes values of a sample.
struct NamedInputs: Sendable {
  let model: String
  let inputs: [ValueDescription]
  let make: @Sendable (Tensor) throws -> [String: TypedTensor]

  /// The values of a sample, in the order of the inputs.
  /// - Throws: ``ONNXError`` when a name, type or shape is not the model's; what the user's closure throws.
  func values(_ sample: Tensor) throws -> [TypedTensor] {
    var given = try make(sample)
    let values = try inputs.map { input in
      guard let value = given.removeValue(forKey: input.name) else {
        throw refusal("input \(input) was given no value", "add it to what inputs: gives")
      }
      try check(value, for: input)
      return value
    }
    if let stranger = given.keys.min() {
      throw refusal(
        "it has no input '\(stranger)', but \(inputs.listed("input"))", "mend the name in inputs:")
    }
    return values
  }

  private func check(_ value: TypedTensor, for input: ValueDescription) throws(ONNXError) {
    guard case .tensor(let type, let dimensions) = input.kind else {
      throw refusal("input \(input) is no tensor", "export the model with tensors as inputs")
    }
    guard type == value.elements.type else {
      throw refusal("input \(input) was given \(value.elements.type)", "give .\(type)(…) in inputs:")
    }
    guard ValueDescription.fits(value.shape, dimensions) else {
      throw refusal("input \(input) was given a value of shape \(value.shape)", "mend the shape in inputs:")
    }
  }

  private func refusal(_ problem: String, _ next: String) -> ONNXError {
    ONNXError(.input, model, problem, next: next)
  }
}
