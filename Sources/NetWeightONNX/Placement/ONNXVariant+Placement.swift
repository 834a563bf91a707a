public import NetWeightCore

extension ONNXVariant: PlacementReporting {
  /// The provider that is named first: the one that others take over from.
  public var executionProvider: String { options.providers.first?.name ?? ExecutionProvider.cpu.name }

  /// Opens two sessions with the profiler on, and runs the one on each input and the other 33 times.
  /// - Parameter inputs: at least one; they take turns.
  /// - Throws: ``ShapeMismatch`` for no input; an error that tells what is wrong with a profile; as ``load()``.
  public func placement(on inputs: [Tensor]) async throws -> Placement {
    guard !inputs.isEmpty else {
      throw ShapeMismatch(what: "the list of inputs to profile '\(name)' on", expected: [1], found: [0])
    }
    return try PlacementSessions(variant: self, inputs: inputs).placement()
  }
}
