/// A runtime and a model, or a model and what it is given, do not go together.
public struct RuntimeError: Error, Hashable, CustomStringConvertible {
  /// What does not fit.
  public enum Kind: String, Sendable, Hashable {
    /// Options of the variant.
    case options
    /// The model, which this library cannot load.
    case model
    /// What is to go into the model.
    case input
    /// What is asked of it, or what it gave.
    case output
    /// The run itself.
    case run
  }

  /// What does not fit.
  public let kind: Kind
  /// The model file, as a path from the folder `Models` where it is in one, else its last two parts; of a model in
  /// memory, the variant.
  public let model: String
  /// What is wrong and what was expected.
  public let problem: String
  /// What to do next.
  public let next: String

  package init(_ kind: Kind, _ model: String, _ problem: String, next: String) {
    self.kind = kind
    self.model = model
    self.problem = problem
    self.next = next
  }

  /// `Models/int8.onnx: input 'ids' takes int64 and was given float. Next: …`
  public var description: String { "\(model): \(problem). Next: \(next)." }
}
