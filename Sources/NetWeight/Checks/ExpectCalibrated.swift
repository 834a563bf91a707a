public import NetWeightCore
public import Testing

/// Promises that the samples on which a variant was calibrated cover what it meets: their number, classes, slices and
/// the range of their inputs. The function behind `#expectCalibrated`.
///
/// A calibration set that is too clean gives ranges that are too narrow, and average accuracy hides what they clip.
/// - Parameters:
///   - variant: the variant that was calibrated.
///   - calibration: what it was calibrated on: `SampleSet.calibration("digits")`.
///   - sets: what it has to cover, gold and hard; at least one.
///   - limits: in which respects; `.slices` asks for a sample of each slice.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectCalibrated(
  _ variant: any Variant, with calibration: SampleSet, covering sets: [SampleSet],
  within limits: [CalibrationLimit] = CalibrationLimit.standard,
  sourceText: String = "expectCalibrated", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .calibration, sourceText,
    "\(calibration.name), on which '\(variant.name)' was calibrated, covers \(sets.map(\.name).joined(separator: ", ")): "
      + limits.map(\.description).joined(separator: ", "), variant: variant, at: sourceLocation)
  return try await check.run { _ in
    let judgment = CalibrationJudgment(claim: check.claim, limits: limits, set: calibration.name)
    if let refusal = judgment.refusal { return refusal }
    guard !sets.isEmpty else {
      throw Undecidable(
        reason: .invalidClaim, summary: "\(calibration.name) is to cover nothing",
        next: ["name the sets: covering: [gold, hard]"])
    }
    let inputs = try CalibrationInputs(of: calibration)
    var clipped: [(set: String, found: SaturationCount)] = []
    for set in sets {
      guard let found = try await saturation(of: variant, on: set), !found.layers.isEmpty else { continue }
      clipped.append((set.name, found))
    }
    return judgment.verdict(
      on: inputs, try sets.map { try CalibrationCoverage(of: $0, by: inputs) }, clipped: clipped)
  }
}
