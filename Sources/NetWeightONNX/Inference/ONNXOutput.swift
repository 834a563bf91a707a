public import NetWeightCore

/// What of a model's outputs is the answer to a sample. A string literal names one: `output: "logits"`.
public struct ONNXOutput: Sendable, ExpressibleByStringLiteral {
  typealias Computation = @Sendable ([String: TypedTensor]) throws -> Tensor

  enum Choice: Sendable {
    case only
    case named(String)
    case computed([String], Computation)
  }

  let choice: Choice

  private init(_ choice: Choice) { self.choice = choice }

  /// The output of this name.
  public init(stringLiteral name: String) { choice = .named(name) }

  /// The output of a model that has one.
  public static let only = ONNXOutput(.only)

  /// The output of this name. Others are not asked for.
  public static func named(_ name: String) -> ONNXOutput { ONNXOutput(.named(name)) }

  /// An answer that is made of several outputs.
  /// - Parameters:
  ///   - names: the outputs that are asked for.
  ///   - compute: makes one tensor of them, shape `[classes]` without a batch.
  public static func computed(
    from names: [String], _ compute: @escaping @Sendable ([String: TypedTensor]) throws -> Tensor
  ) -> ONNXOutput {
    ONNXOutput(.computed(names, compute))
  }
}
