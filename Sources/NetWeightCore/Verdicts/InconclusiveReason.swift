/// Why a claim could not be decided. Each has its own next step.
public enum InconclusiveReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// The baseline that the claim is judged against is not there.
  case noBaseline = "no-baseline"
  /// The baseline is there and cannot be used.
  case unreadableBaseline = "unreadable-baseline"
  /// Nothing says what the variant is compared with.
  case noReference = "no-reference"
  /// The set was changed since the baseline was accepted.
  case setChanged = "set-changed"
  /// What goes into the model was changed since the baseline was accepted.
  case preprocessingChanged = "preprocessing-changed"
  /// The reference's artefact was changed since the baseline was accepted.
  case referenceChanged = "reference-changed"
  /// The baseline keeps a ratio of one process, and not how processes differ.
  case noSpread = "no-spread"
  /// There is no sample.
  case emptySet = "empty-set"
  /// The reference gave NaN or infinite scores.
  case referenceNotFinite = "reference-not-finite"
  /// The metric says nothing of the data, as AUROC does not of one class.
  case metricUndefined = "metric-undefined"
  /// A file of samples is missing, damaged, or not the one that its manifest describes.
  case unreadableSet = "unreadable-set"
  /// More samples are needed to certify the margin.
  case tooFewSamples = "too-few-samples"
  /// A timing or memory claim in a debug build.
  case debugBuild = "debug-build"
  /// The time budget ended before the claim was decided.
  case budgetSpent = "budget-spent"
  /// All looks were taken and the difference is too near to the limit to tell.
  case tooClose = "too-close"
  /// The library that a variant runs on is not there.
  case runtimeMissing = "runtime-missing"
  /// A variant threw, could not be loaded or answered in the wrong shape.
  case variantFailed = "variant-failed"
  /// A call of a variant did not return.
  case hung
  /// The variant cannot say which kernels ran.
  case noPlacement = "no-placement"
  /// The variant cannot count clipped activations.
  case noSaturation = "no-saturation"
  /// The variant does not show what its layers give.
  case noLayers = "no-layers"
  /// Peak memory could not be read.
  case memoryUnreadable = "memory-unreadable"
  /// The claim has a limit that means nothing.
  case invalidClaim = "invalid-claim"
  /// The evidence could not be gathered for another reason, which the message gives.
  case unmeasurable = "unmeasurable"
}
