import NetWeightCore

/// What variants are timed and measured on.
struct RunInputs {
  /// The first samples of a set; without a set, numbers that only have the shape that the loaded variant says.
  let tensors: @Sendable (any LoadedVariant) throws -> [Tensor]
  /// What they are, for the verdict.
  let description: String

  /// At most so many: enough to vary what data decides, few enough to stay in the caches as in steady use.
  private static let count = 64

  init(of variant: any Variant, set: SampleSet?) throws {
    let name = variant.name
    guard let set else {
      tensors = { try Self.generated(for: $0, name: name) }
      description = "\(Self.count) generated inputs, evenly spread over 0..<1 (on: takes real ones)"
      return
    }
    guard set.count > 0 else {
      throw Undecidable(
        reason: .emptySet, summary: "\(set.name) has no sample to run '\(name)' on",
        next: ["add samples to \(set.name)"])
    }
    let samples = try set.first(Self.count).map(\.input)
    tensors = { _ in samples }
    description = "the first \(samples.count) samples of \(set.name)"
  }

  private static func generated(for loaded: any LoadedVariant, name: String) throws -> [Tensor] {
    guard let shape = (loaded as? any InputShapeReporting)?.inputShape else {
      throw Undecidable(
        reason: .unmeasurable, summary: "'\(name)' does not say what shape its input has",
        next: ["give the claim a set to run on: on: gold"])
    }
    let length = shape.reduce(1, *)
    // Multiples of the golden ratio: evenly spread, never periodic, and the same in every run.
    return try (0..<count).map { input in
      try Tensor(
        shape: shape,
        scalars: (0..<length).map { element in
          Float((Double(input * length + element) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1))
        })
    }
  }
}
