/// Something about a model file that nobody will have meant, seen without running it.
package struct StaticFinding: Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A scale that is zero, negative, infinite or NaN.
    case scale
    /// Weights that are infinite or NaN.
    case notFinite = "not finite"
    /// Pairs of weights whose products do not fit into 16 bits.
    case saturation
    /// Scales per channel where the execution provider has no kernel for them.
    case perChannel = "per channel"
    /// The runtime does not know the file's operators or its format.
    case version
    /// Operators of which nothing is known.
    case customOperators = "custom operators"
    /// Tensors that nothing uses.
    case unused
    /// Weights that a caller could replace, so that nothing is prepared with them.
    case replaceable
    /// Hardly any weights in the format that is expected.
    case nothingCompressed = "nothing compressed"
  }

  package let kind: Kind
  /// Whether it is of no consequence here, and worth knowing: it is printed, and fails nothing.
  package let isRemark: Bool
  /// The tensor or node.
  package let subject: String
  /// What was seen, with its figures.
  package let figures: String
  /// What comes of it.
  package let consequence: String
  /// What to do next.
  package let next: String

  init(
    _ kind: Kind, isRemark: Bool = false, of subject: String, _ figures: String, consequence: String,
    next: String
  ) {
    self.kind = kind
    self.isRemark = isRemark
    self.subject = subject
    self.figures = figures
    self.consequence = consequence
    self.next = next
  }

  /// `scale: 'w_scale' of DequantizeLinear 'dq' is 0 in 3 of 64 channels: these channels become 0. Next: …`
  package var description: String {
    "\(kind.rawValue): \(subject) \(figures): \(consequence). Next: \(next)."
  }
}
