public import NetWeightCore
public import Works

/// Calls of a work as a loaded variant, so that they go through the same timed path as a model's.
public struct WorkVariant: SynchronousLoadedVariant {
  private let calls: WorkCalls

  /// Describes a variant.
  public init(_ calls: WorkCalls) { self.calls = calls }

  /// Does the work. The answer is the input, so that nothing is allocated for it.
  public func predict(_ input: Tensor) throws -> Tensor {
    try calls.call()
    return input
  }
}
