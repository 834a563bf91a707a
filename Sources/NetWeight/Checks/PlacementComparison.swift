import NetWeightCore

/// What a variant ran, beside what ran of what it was compressed from.
struct PlacementComparison {
  let variant: any PlacementReporting
  /// What the claim names, or what the suite does.
  let reference: (any Variant)?
  let isReferenceNamed: Bool
  let set: SampleSet?
  let isDebugBuild: Bool
  /// What could not be compared, for the verdict.
  private(set) var notes: [Verdict.Note] = []

  init(
    variant: any PlacementReporting, reference: (any Variant)?, ofSuite: (any Variant)?, set: SampleSet?,
    isDebugBuild: Bool
  ) {
    self.variant = variant
    self.reference = reference ?? ofSuite
    isReferenceNamed = reference != nil
    self.set = set
    self.isDebugBuild = isDebugBuild
  }

  /// The judgment with all that can be known of the reference.
  /// - Parameter placement: what ran; asked for anew where the first measurement found slow kernels.
  mutating func judgment(
    of placement: inout Placement, _ expected: PlacementExpectation, _ claim: Claim, _ tolerance: Share
  ) async throws -> PlacementJudgment {
    var expectation = expected
    expectation.reference = try await known()
    if let reporting = reference?.asReportingPlacement {
      let (variant, set) = (variant, set)
      try await expectation.confirmSlowKernels(in: &placement) {
        try await Placement(of: variant, on: set)
      } against: {
        try await Placement(of: reporting, on: set)
      }
    }
    if expectation.reference?.placement != nil, expectation.comparesNoSpeed(in: placement) {
      say(
        "slow kernels were not looked for: no node's speed is known of both, since the runtime does not give it or "
          + "its nodes are too short to time")
    }
    return PlacementJudgment(claim: claim, expectation: expectation, tolerance: tolerance)
  }

  private mutating func known() async throws -> PlacementExpectation.Reference? {
    notes = []
    guard variant.numericFormat.bits < 32 else { return nil }
    guard let reference, reference.name != variant.name else {
      say("slow kernels were not looked for: name what it was compressed from, from:")
      return nil
    }
    var known = PlacementExpectation.Reference(
      name: reference.name, format: reference.numericFormat, bytes: try reference.artefactBytes())
    guard !isDebugBuild else {
      say(
        "slow kernels were not looked for: this is a debug build, whose times are not those of what is shipped"
      )
      return known
    }
    guard let reporting = reference.asReportingPlacement else {
      say("slow kernels were not looked for: '\(reference.name)' cannot say which kernels ran")
      return known
    }
    do {
      known.placement = try await Placement(of: reporting, on: set)
    } catch let error as CancellationError {
      throw error
    } catch  where isReferenceNamed {
      throw error
    } catch {
      say(
        "slow kernels were not looked for: '\(reference.name)' was asked which kernels ran, and failed: \(error)"
      )
    }
    return known
  }

  private mutating func say(_ text: String) { notes.append(.init("not judged", text)) }
}

extension Placement {
  /// Asks a variant.
  /// - Throws: ``Undecidable``, and what the variant throws.
  init(of variant: any PlacementReporting, on set: SampleSet?) async throws {
    try await variant.prepare()
    let inputs = try RunInputs(of: variant, set: set).tensors(try await variant.load())
    self = try await variant.placement(on: inputs)
  }
}

extension Variant {
  /// Itself, or what it is another name of, if that can say which kernels ran.
  var asReportingPlacement: (any PlacementReporting)? {
    self as? any PlacementReporting ?? (self as? Renamed)?.base as? any PlacementReporting
  }

  /// - Throws: ``Undecidable`` when it cannot say which kernels ran.
  func reportingPlacement() throws -> any PlacementReporting {
    guard let reporting = asReportingPlacement else {
      throw Undecidable(
        reason: .noPlacement, summary: "'\(name)' cannot say which kernels ran",
        next: ["use a runtime whose variant reports its placement, or implement PlacementReporting"])
    }
    return reporting
  }
}

extension PlacementReporting {
  /// The key of what runs here, in baselines.
  var placementKey: String {
    Baseline.placementKey(
      runtime: runtime, provider: executionProvider, vectorInstructions: Machine.current.vectorInstructions)
  }
}

extension Findings {
  /// Adds what ran of a variant.
  mutating func add(_ variant: any PlacementReporting, _ placement: Placement) throws {
    try add(variant) { $0.placements[variant.placementKey] = placement.kernelCounts }
  }
}
