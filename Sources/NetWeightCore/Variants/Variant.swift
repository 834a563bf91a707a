public import Foundation

/// One artefact of a model behind one runtime. It is only a description until it is loaded, so that
/// loading can be measured and so that declaring a variant in a test costs nothing.
public protocol Variant: Sendable {
  /// A short name, unique in its suite and fit for a file name: `fp32`, `int8`, `pruned`.
  var name: String { get }
  /// What the weights are stored and meant to be multiplied in.
  var numericFormat: NumericFormat { get }
  /// How the artefact was made, for people: `dynamic, per-channel weights`. Empty when there is nothing to say.
  var recipe: String { get }
  /// The runtime that executes it.
  var runtime: RuntimeIdentity { get }
  /// The files that a user would ship.
  var artefactFiles: [URL] { get }

  /// Brings in what every variant of this runtime shares (its library, its environment), so that this is
  /// not counted as a cost of the model. Called before ``load()``, any number of times.
  func prepare() async throws
  /// Reads the artefact and makes it ready to run.
  /// - Throws: an error that names the file and what is wrong with it.
  func load() async throws -> any LoadedVariant
}

extension Variant {
  /// Nothing to say.
  public var recipe: String { "" }
  /// Nothing to prepare.
  public func prepare() async throws {}
}

/// A variant that is in memory and answers.
public protocol LoadedVariant: Sendable {
  /// Runs the model on one input.
  /// - Returns: the scores, one per class, shape `[classes]`.
  /// - Throws: ``ShapeMismatch`` when the input does not fit the model.
  func predict(_ input: Tensor) async throws -> Tensor
}

/// A loaded variant that answers without suspending. The timed loop then contains no `await` at all.
public protocol SynchronousLoadedVariant: LoadedVariant {
  /// Runs the model on one input on the calling thread.
  func predict(_ input: Tensor) throws -> Tensor
}

/// A variant that can say which kernel ran each of its nodes.
public protocol PlacementReporting: Variant {
  /// The execution provider that its nodes are meant for, as placements name it: `cpu`.
  var executionProvider: String { get }
  /// Runs the model on the inputs with per-node timing on, and says what ran.
  /// - Parameter inputs: at least one; times are medians over them.
  func placement(on inputs: [Tensor]) async throws -> Placement
}

extension PlacementReporting {
  /// The processor.
  public var executionProvider: String { "cpu" }
}

/// The name and version of a runtime, as it reports them itself.
public struct RuntimeIdentity: Sendable, Hashable, Codable, CustomStringConvertible {
  /// For example `NetWeight embedded`.
  public let name: String
  /// For example `0.1.0`.
  public let version: String

  /// Names a runtime.
  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// Name and version in one.
  public var description: String { "\(name) \(version)" }
}

/// A loaded variant that knows the shape of its input.
public protocol InputShapeReporting: LoadedVariant {
  /// The shape of one input.
  var inputShape: [Int] { get }
}

extension BatchPredicting {
  /// The answers to a batch, as many as it has inputs: a batch that is not answered would be infinitely fast.
  /// - Throws: ``ShapeMismatch``, and what the variant throws.
  package func answers(to batch: [Tensor]) throws -> [Tensor] {
    let answers = try predict(batch: batch)
    guard answers.count == batch.count, !answers.isEmpty else {
      throw ShapeMismatch(
        what: "the list of answers to a batch", expected: [batch.count], found: [answers.count])
    }
    return answers
  }
}

/// A loaded variant that answers several inputs at once.
public protocol BatchPredicting: SynchronousLoadedVariant {
  /// Runs the model on a batch.
  /// - Returns: the scores of each input, in the same order.
  /// - Throws: ``ShapeMismatch`` when an input does not fit the model.
  func predict(batch: [Tensor]) throws -> [Tensor]
}
