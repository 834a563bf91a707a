import NetWeightCore

/// What variants are timed and measured on.
struct RunInputs {
  let tensors: [Tensor]
  /// What they are, for the verdict.
  let description: String

  /// At most so many: enough to vary what data decides, few enough to stay in the caches as in steady use.
  private static let count = 64

  /// The first samples of a set; without a set, numbers that only have the right shape.
  init(of variant: any Variant, set: SampleSet?) async throws {
    if let set {
      guard !set.samples.isEmpty else {
        throw Undecidable(
          reason: .emptySet, summary: "\(set.name) has no sample to run '\(variant.name)' on",
          next: ["add samples to \(set.name)"])
      }
      tensors = set.samples.prefix(Self.count).map(\.input)
      description = "the first \(tensors.count) samples of \(set.name)"
      return
    }
    try await variant.prepare()
    guard let shape = (try await variant.load() as? any InputShapeReporting)?.inputShape else {
      throw Undecidable(
        reason: .unmeasurable, summary: "'\(variant.name)' does not say what shape its input has",
        next: ["give the claim a set to run on: on: gold"])
    }
    let length = shape.reduce(1, *)
    // Multiples of the golden ratio: evenly spread, never periodic, and the same in every run.
    tensors = try (0..<Self.count).map { input in
      try Tensor(
        shape: shape,
        scalars: (0..<length).map { element in
          Float((Double(input * length + element) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1))
        })
    }
    description =
      "\(Self.count) generated inputs of shape \(shape), evenly spread over 0..<1 (on: takes real ones)"
  }
}
