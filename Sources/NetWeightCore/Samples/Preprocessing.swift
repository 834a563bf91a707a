/// The step between a stored input and what the model sees, with a version that the set's manifest names too.
public struct Preprocessing: Sendable {
  /// Must equal the manifest's `preprocessing`; give it a new value whenever the step changes.
  public let version: String
  /// The step itself.
  public let apply: @Sendable (Tensor) throws -> Tensor

  /// Names a step.
  public init(version: String, apply: @escaping @Sendable (Tensor) throws -> Tensor) {
    self.version = version
    self.apply = apply
  }

  /// Inputs go into the model as they are stored.
  public static let none = Preprocessing(version: "none") { $0 }

  /// Each element is multiplied by `factor`.
  public static func scaled(by factor: Float, version: String) -> Preprocessing {
    Preprocessing(version: version) { try Tensor(shape: $0.shape, scalars: $0.scalars.map { $0 * factor }) }
  }
}
