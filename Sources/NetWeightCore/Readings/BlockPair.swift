/// One block of calls of each variant, measured next to each other in coin-flip order.
public struct BlockPair: Sendable, Hashable {
  /// Nanoseconds of each call of the reference that was kept.
  public var reference: [Double]
  /// Nanoseconds of each call of the candidate that was kept.
  public var candidate: [Double]

  /// Puts two blocks together.
  public init(reference: [Double], candidate: [Double]) {
    self.reference = reference
    self.candidate = candidate
  }
}
