/// One input with what is expected of it.
public struct Sample: Sendable, Hashable {
  /// Unique in its set; the name under which a new failure is listed.
  public let id: String
  /// What goes into the model, after preprocessing.
  public let input: Tensor
  /// What is right.
  public let target: Target
  /// The slices that the sample belongs to: `low-contrast`, `tail`, `de`.
  public let slices: [String]
  /// What several samples have in common (augmentations of one original); such samples are not independent.
  public let group: String?

  /// Describes one sample.
  public init(id: String, input: Tensor, target: Target, slices: [String] = [], group: String? = nil) {
    self.id = id
    self.input = input
    self.target = target
    self.slices = slices
    self.group = group
  }

  /// Describes one sample of a classification.
  /// - Parameter label: the index of the right class.
  public init(id: String, input: Tensor, label: Int, slices: [String] = [], group: String? = nil) {
    self.init(id: id, input: input, target: .label(label), slices: slices, group: group)
  }
}
