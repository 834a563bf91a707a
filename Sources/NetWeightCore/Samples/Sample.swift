/// One input with its expected output.
public struct Sample: Sendable, Hashable {
  /// Unique in its set; the name under which a new failure is listed.
  public let id: String
  /// What goes into the model, after preprocessing.
  public let input: Tensor
  /// The index of the right class.
  public let label: Int
  /// The slices that the sample belongs to: `low-contrast`, `tail`, `de`.
  public let slices: [String]
  /// What several samples have in common (augmentations of one original); such samples are not independent.
  public let group: String?

  /// Describes one sample.
  public init(id: String, input: Tensor, label: Int, slices: [String] = [], group: String? = nil) {
    self.id = id
    self.input = input
    self.label = label
    self.slices = slices
    self.group = group
  }
}
