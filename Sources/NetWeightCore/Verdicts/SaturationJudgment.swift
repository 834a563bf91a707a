/// Judges "at most this share of any layer's activations is clipped, on all samples and in each slice".
public struct SaturationJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// The largest share of a layer's activations.
  public var limit: Share
  /// The name of the set.
  public var set: String

  /// Describes a judgment.
  public init(claim: Claim, limit: Share, set: String) {
    self.claim = claim
    self.limit = limit
    self.set = set
  }

  /// What is to be said when the limit promises nothing.
  public var refusal: Verdict? {
    guard !limit.isValid else { return nil }
    return .inconclusive(
      claim, .invalidClaim, "\(limit) is no share", next: ["give 0 to 100: .percent(0.1)"])
  }

  private struct Finding {
    var layer: LayerSaturation
    /// nil for all samples.
    var slice: String?
    var place: String { slice.map { "in slice '\($0)'" } ?? "on all samples" }
    var text: String {
      "\(layer.layer) \(place): \(Share.text(layer.share)) (\(layer.clipped) of \(layer.count) activations)"
    }
  }

  /// The verdict on what was clipped.
  public func verdict(on found: SaturationCount) -> Verdict {
    if let refusal { return refusal }
    guard found.samples > 0 else { return .inconclusive(claim, emptySet: set) }
    guard !found.layers.isEmpty else {
      return Verdict(
        claim: claim, ruling: .held,
        summary:
          "no layer of '\(claim.variant)' has a fixed range, so nothing is clipped: each takes that of the very "
          + "input (dynamic quantization)")
    }
    let whole = found.layers.map { Finding(layer: $0) }
    let slices = found.slices.sorted { $0.key < $1.key }.flatMap { slice, layers in
      layers.map { Finding(layer: $0, slice: slice) }
    }
    let over = (whole + slices).filter { limit.isExceeded(by: $0.layer.share) }
    // The layer that clips most, and where it does so most.
    let told = over.max { $0.layer.share < $1.layer.share } ?? whole.max { $0.layer.share < $1.layer.share }
    var verdict = Verdict(
      claim: claim, ruling: over.isEmpty ? .held : .broken,
      summary:
        "'\(claim.variant)' on \(set): \(told?.text ?? "nothing clipped"), promised at most \(limit) of each layer",
      notes: whole.map {
        .init(
          $0.layer.layer, "\(Share.text($0.layer.share)) clipped (\($0.layer.clipped) of \($0.layer.count))")
      })
    guard !over.isEmpty else { return verdict }
    let inSlices = over.filter { $0.slice != nil }.sorted { $0.layer.share > $1.layer.share }
    for finding in inSlices.prefix(5) { verdict.notes.append(.init("over the limit", finding.text)) }
    if inSlices.count > 5 {
      verdict.notes.append(.init("and", "\(inSlices.count - 5) more layers in slices"))
    }
    if let worst = found.worst {
      verdict.notes.append(.init("worst sample", "\(worst.sampleID): \(worst.clipped) activations clipped"))
    }
    verdict.next = [
      "calibrate anew with samples like those\(inSlices.first?.slice.map { " of slice '\($0)'" } ?? "") in the calibration set, "
        + "or quantize \(told?.layer.layer ?? "the layer") with a wider range",
      "#expectCalibrated says what the calibration set leaves out",
    ]
    return verdict
  }
}
