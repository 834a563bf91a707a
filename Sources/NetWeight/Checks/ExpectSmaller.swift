public import NetWeightCore
public import Testing

/// Promises that the files of a variant are at least so many times smaller than the reference's. The function behind
/// `#expectSmaller`.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - reference: the variant it is compared with.
///   - factor: how many times smaller, at least 1.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectSmaller(
  _ candidate: any Variant, than reference: any Variant, by factor: Factor,
  sourceText: String = "expectSmaller", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .size, sourceText, "files of '\(candidate.name)' at least \(factor) smaller than of '\(reference.name)'",
    variant: candidate, reference: reference, at: sourceLocation)
  return try await check.run { findings in
    guard factor.isValid else {
      throw Undecidable(
        reason: .invalidClaim, summary: "\(factor) asks for a larger artefact or for nothing",
        next: ["give a factor of at least 1: .times(3.5) is \"at least 3.5 times smaller\""])
    }
    try findings.add(reference) { _ in }
    try findings.add(candidate) { _ in }
    return SizeJudgment(claim: check.claim, factor: factor)
      .verdict(reference: try reference.describeArtefact(), candidate: try candidate.describeArtefact())
  }
}
