/// Something about how a model ran that was not meant so: nodes of one kind, with one cause.
public struct PlacementFinding: Sendable, Hashable, Codable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nodes with weights multiplied in another format than the variant's.
    case precision
    /// Another execution provider than the variant asks for.
    case provider
    /// Quantized weights were turned into floats in every run, for nodes that multiply floats.
    case unfused
    /// Floats were turned into floats of another width and back, inside the model.
    case cast
    /// No node multiplied in the variant's format, or its files are no smaller than the reference's.
    case nothingCompressed = "nothing compressed"
    /// The right format by type, and no faster than what it was compressed from.
    case slowKernel = "slow kernel"
  }

  /// What is wrong.
  public var kind: Kind
  /// Where: the nodes, those that took most time first. None when it is about the files.
  public var nodes: [PlacedNode]
  /// What ran and what was meant: `4 of 8 MatMul ran in FP32, meant for INT8`.
  public var what: String
  /// The usual cause and its cure; nil where there is none to tell.
  public var reason: PlacementReason?
  /// Their part of the run time, 0…1; 1 of what is wrong with the whole model.
  public var shareOfTime: Double
  /// How many nodes the cause is said of.
  private var subjects: Int

  init(
    _ kind: Kind, _ what: String, nodes: [PlacedNode], shareOfTime: Double, reason: PlacementReason?,
    subjects: Int? = nil
  ) {
    self.kind = kind
    self.what = what
    self.nodes = nodes.enumerated().sorted {
      ($1.element.shareOfTime, $0.offset) < ($0.element.shareOfTime, $1.offset)
    }.map(\.element)
    self.shareOfTime = shareOfTime
    self.reason = reason
    self.subjects = subjects ?? nodes.count
  }

  /// Whether it is only that the runtime does not say in what format its nodes ran.
  var isOfUnknownPrecision: Bool {
    kind == .precision && !nodes.isEmpty && nodes.allSatisfy { $0.precision == nil }
  }

  /// What and why in one: `4 of 8 MatMul ran in FP32, meant for INT8: their input is shared by several
  /// DequantizeLinear`.
  public var sentence: String { what + (reason.map { ": \($0.cause(of: subjects))" } ?? "") }

  /// The sentence with the part of the run time and the names of the nodes.
  public var description: String {
    guard !nodes.isEmpty else { return sentence }
    return "\(what), \(Self.text(share: shareOfTime)) of the time (\(Self.list(nodes.map(\.name))))"
      + (reason.map { ": \($0.cause(of: subjects))" } ?? "")
  }

  /// A part of the run time as people read it: `38 %`, `under 1 %`.
  static func text(share: Double) -> String {
    share > 0 && share < 0.01 ? "under 1 %" : "\(Format.fixed(share * 100, 0)) %"
  }

  /// The first names, and how many more there are.
  static func list(_ names: [String], most: Int = 4) -> String {
    names.prefix(most).joined(separator: ", ") + (names.count > most ? " and \(names.count - most) more" : "")
  }
}
