public import NetWeightCore
public import Testing

/// Promises that every node with weights ran in the variant's numeric format, on its execution provider, by kernels that
/// are faster than those of what it was compressed from. The function behind `#expectNoFallback`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - reference: what it was compressed from, whose kernels it is compared with; nil takes that of the suite's
///     `.baseline("…", reference:)`. Without one, slow kernels and files that are no smaller cannot be seen, which the
///     verdict says.
///   - nodes: names of nodes or layers that may run otherwise.
///   - tolerance: the part of the run time that may run otherwise, 0 % to 100 %.
///   - includesActivations: whether products of two activations, such as the scores of attention, are held to the format
///     too.
///   - set: the samples to run on; nil takes generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNoFallback(
  _ variant: any Variant, from reference: (any Variant)? = nil, allowing nodes: Set<String> = [],
  tolerating tolerance: Share = .percent(0), includingActivations includesActivations: Bool = false,
  on set: SampleSet? = nil,
  sourceText: String = "expectNoFallback", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .placement, sourceText,
    "every node with weights of '\(variant.name)' runs \(variant.numericFormat) by vector kernels"
      + (nodes.isEmpty ? "" : ", but for \(nodes.sorted().joined(separator: ", "))")
      + (tolerance.fraction == 0 ? "" : ", but for \(tolerance) of the run time"), variant: variant,
    at: sourceLocation)
  return try await check.run { findings in
    let reporting = try variant.reportingPlacement()
    var placement = try await Placement(of: reporting, on: set)
    try findings.add(reporting, placement)
    var comparison = PlacementComparison(
      variant: reporting, reference: reference, ofSuite: check.settings.reference, set: set,
      isDebugBuild: check.settings.host.isDebugBuild)
    let expected = PlacementExpectation(
      format: variant.numericFormat, provider: reporting.executionProvider, allowing: nodes,
      includesActivations: includesActivations, bytes: try variant.artefactBytes())
    let judgment = try await comparison.judgment(of: &placement, expected, check.claim, tolerance)
    var verdict = judgment.verdict(on: placement)
    verdict.notes += comparison.notes
    return verdict
  }
}
