/// What a sample expects of a model: the truth that outputs are scored against.
public enum Target: Sendable, Hashable {
  /// The index of the right class; outputs are scores of shape `[classes]`.
  case label(Int)
  /// The right numbers; outputs have as many.
  case values([Float])
  /// One text or more, each of which would be right; a metric decodes outputs to text.
  case texts([String])
  /// The right token at each position; outputs are logits of shape `[positions, vocabulary]`.
  case tokens([Int])
  /// How relevant each document is, 0 or more; outputs are the documents' scores, as many.
  case relevances([Float])
  /// The boxes that are there; outputs are detections of shape `[count, 6]`: left, top, right, bottom, score, class.
  case boxes([Box])

  /// The index of the right class; nil for a target that is none.
  public var label: Int? { if case .label(let label) = self { label } else { nil } }
}

/// A box around an object of a class, in whatever unit outputs use too.
public struct Box: Sendable, Hashable, Codable {
  /// The edges: left < right, top < bottom.
  public var left, top, right, bottom: Float
  /// The index of the class.
  public var label: Int

  /// Describes a box.
  public init(left: Float, top: Float, right: Float, bottom: Float, label: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.label = label
  }
}
