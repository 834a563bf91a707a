public import NetWeightCore
public import Testing

/// Promises that every node with weights ran in the variant's numeric format, by vector kernels on the processor. The
/// function behind `#expectNoFallback`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - nodes: names of nodes that may run otherwise.
///   - set: the samples to run on; nil takes generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNoFallback(
  _ variant: any Variant, allowing nodes: Set<String> = [], on set: SampleSet? = nil,
  sourceText: String = "expectNoFallback", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .placement, sourceText,
    "every node with weights of '\(variant.name)' runs \(variant.numericFormat) by vector kernels"
      + (nodes.isEmpty ? "" : ", but for \(nodes.sorted().joined(separator: ", "))"), variant: variant,
    at: sourceLocation)
  return try await check.run { findings in
    let placement = try await Placement(of: variant, on: set)
    try findings.addCosts(variant) { $0.placement = placement.condensed }
    return PlacementJudgment(claim: check.claim, expected: variant.numericFormat, allowing: nodes)
      .verdict(on: placement)
  }
}

extension Placement {
  /// Asks a variant.
  /// - Throws: ``Undecidable`` when it cannot say; what the variant throws.
  init(of variant: any Variant, on set: SampleSet?) async throws {
    guard let reporting = variant as? any PlacementReporting else {
      throw Undecidable(
        reason: .noPlacement, summary: "'\(variant.name)' cannot say which kernels ran",
        next: ["use a runtime whose variant reports its placement, or implement PlacementReporting"])
    }
    try await variant.prepare()
    let inputs = try RunInputs(of: variant, set: set).tensors(try await variant.load())
    self = try await reporting.placement(on: inputs)
  }
}
