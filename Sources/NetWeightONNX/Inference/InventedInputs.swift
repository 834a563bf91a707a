package import Foundation
package import NetWeightCore

extension ONNXVariant {
  /// The names of the dimensions that the model's inputs leave open.
  /// - Throws: as ``load()``.
  package func openDimensions() throws -> [String] {
    try open().session.inputs.flatMap { input -> [String] in
      guard case .tensor(_, let dimensions) = input.kind else { return [] }
      return dimensions.compactMap { dimension in
        if case .dynamic(let name?) = dimension { name } else { nil }
      }
    }
  }

  /// A variant of a model of which nothing is known but its file: it is run on numbers that were made up, which shows what
  /// runs and how long it takes, and nothing of its answers.
  /// - Parameters:
  ///   - lengths: of dimensions that the model leaves open, by the names that it has for them; others get 1.
  /// - Throws: as ``load()``, and ``ONNXError`` for an input that is no tensor.
  package static func inventingInputs(
    _ name: String, at url: URL, format: NumericFormat, options: ONNXOptions, lengths: [String: Int]
  ) throws -> ONNXVariant {
    let library = try ONNXRuntimeLibrary.shared
    _ = try ModelFiles.list(at: url)
    let session = try ONNXSession(.file(url), in: library, SessionConfiguration(options))
    var inputs: [String: TypedTensor] = [:]
    // An output of numbers, of which nothing is wanted but that it is asked for.
    let output = session.outputs.first { if case .tensor = $0.kind { true } else { false } }
    guard let output else {
      throw ONNXError(
        .output, session.model, "no output is a tensor", next: "look at the file only: --static")
    }
    for input in session.inputs {
      inputs[input.name] = try InventedInput(input, lengths, model: session.model).value
    }
    return ONNXVariant(
      name, at: url, format: format, options: options, inputs: { [inputs] _ in inputs },
      output: .computed(from: [output.name]) { _ in Tensor(vector: [0]) })
  }
}

/// A value for one input.
private struct InventedInput {
  let value: TypedTensor

  init(_ input: ValueDescription, _ lengths: [String: Int], model: String) throws {
    guard case .tensor(let type, let dimensions) = input.kind else {
      throw Self.failure(model, "input \(input), and only tensors can be made up")
    }
    let shape = dimensions.map { dimension in
      switch dimension {
      case .fixed(let length): length
      case .dynamic(let name): name.flatMap { lengths[$0] } ?? 1
      }
    }
    var count = 1
    for length in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow, product <= 1 << 28 else {
        throw Self.failure(model, "input \(input), of which no tensor of shape \(shape) can be made up")
      }
      count = product
    }
    guard let elements = Self.elements(type, count: count) else {
      throw Self.failure(model, "input \(input), and \(type) cannot be made up")
    }
    value = try TypedTensor(elements, shape: shape)
  }

  private static func failure(_ model: String, _ problem: String) -> ONNXError {
    ONNXError(.input, model, "has the \(problem)", next: "look at the file only: --static")
  }

  /// Small numbers of both signs, and indices that are in every table.
  private static func elements(_ type: ONNXElementType, count: Int) -> TypedTensor.Elements? {
    var random = SplitMix64(seed: 1)
    func floats() -> [Float] { (0..<count).map { _ in Float(random.uniform(in: -1...1)) } }
    func integers<Number: FixedWidthInteger>() -> [Number] {
      (0..<count).map { _ in Number(random.below(2)) }
    }
    return switch type {
    case .float: .float(floats())
    case .double: .double(floats().map(Double.init))
    case .float16: .float16(rounding: floats())
    case .bfloat16: .bfloat16(rounding: floats())
    case .int8: .int8(integers())
    case .int16: .int16(integers())
    case .int32: .int32(integers())
    case .int64: .int64(integers())
    case .uint8: .uint8(integers())
    case .uint16: .uint16(integers())
    case .uint32: .uint32(integers())
    case .uint64: .uint64(integers())
    case .bool: .bool([Bool](repeating: true, count: count))
    case .string: .string([String](repeating: "", count: count))
    default: nil
    }
  }
}
