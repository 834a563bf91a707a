#if Macros
  public import NetWeightCore

  /// Promises that a quality metric is not lower than the reference's by more than a margin, as a whole and in each
  /// slice. See ``expectWithinDrop(_:of:in:on:from:slices:newFailures:evidence:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectWithinDrop(
    _ candidate: any Variant, of margin: Drop, in metric: QualityMetric, on set: SampleSet,
    from reference: (any Variant)? = nil, slices: [SliceMargin] = [], newFailures: Int? = nil,
    evidence: QualityEvidence.Strength = .observed
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that what a variant loses in quality is paid for in speed. See
  /// ``expectWorthwhile(_:over:paying:in:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectWorthwhile(
    _ candidate: any Variant, over reference: any Variant, paying prices: PriceList,
    in metric: QualityMetric = .accuracy, on set: SampleSet
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the outputs of a variant are as alike to the reference's as the limits say. See
  /// ``expectAgreement(_:with:on:within:layers:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectAgreement(
    _ candidate: any Variant, with reference: any Variant, on set: SampleSet, within limits: [AgreementLimit],
    layers layerLimits: [AgreementLimit] = []
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that a variant gives the same finite outputs each time, however it is asked. See
  /// ``expectStable(_:on:within:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectStable(
    _ variant: any Variant, on set: SampleSet, within tolerance: Double = 0
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that at most a share of each layer's activations is clipped, on all samples and in each slice. See
  /// ``expectNoSaturation(_:on:atMost:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNoSaturation(
    _ variant: any Variant, on set: SampleSet, atMost limit: Share = .percent(0.1)
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the samples on which a variant was calibrated cover what it meets. See
  /// ``expectCalibrated(_:with:covering:within:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectCalibrated(
    _ variant: any Variant, with calibration: SampleSet, covering sets: [SampleSet],
    within limits: [CalibrationLimit] = CalibrationLimit.standard
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that a variant is nowhere worse than its own accepted baseline; one verdict for each part of it. See
  /// ``expectNoRegression(_:on:metrics:within:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNoRegression(
    _ variant: any Variant, on sets: [SampleSet], metrics: [QualityMetric] = [.accuracy],
    within tolerance: RegressionTolerance = .standard
  ) -> [Verdict] = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the 95th percentile of latency is at least so many times lower than the reference's. See
  /// ``expectFaster(_:than:p95:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectFaster(
    _ candidate: any Variant, than reference: any Variant, p95: Factor, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the median of latency is at least so many times lower than the reference's. See
  /// ``expectFaster(_:than:p50:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectFaster(
    _ candidate: any Variant, than reference: any Variant, p50: Factor, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the 99th percentile of latency is at least so many times lower than the reference's. See
  /// ``expectFaster(_:than:p99:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectFaster(
    _ candidate: any Variant, than reference: any Variant, p99: Factor, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the throughput at steady state is at least so many times that of the reference. See
  /// ``expectFaster(_:than:throughput:batch:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectFaster(
    _ candidate: any Variant, than reference: any Variant, throughput: Factor, batch: Int,
    on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the 99th percentile of latency is at most so much higher than that of the variant's own earlier
  /// artefact. See ``expectNotSlower(_:than:p99:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNotSlower(
    _ candidate: any Variant, than past: PastArtefact, p99: Slowdown, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the 95th percentile of latency is at most so much higher than that of the variant's own earlier
  /// artefact. See ``expectNotSlower(_:than:p95:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNotSlower(
    _ candidate: any Variant, than past: PastArtefact, p95: Slowdown, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the median of latency is at most so much higher than that of the variant's own earlier artefact.
  /// See ``expectNotSlower(_:than:p50:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNotSlower(
    _ candidate: any Variant, than past: PastArtefact, p50: Slowdown, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that every node with weights ran in the format and by the kernels it was meant for. See
  /// ``expectNoFallback(_:from:allowing:tolerating:includingActivations:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNoFallback(
    _ variant: any Variant, from reference: (any Variant)? = nil, allowing nodes: Set<String> = [],
    tolerating tolerance: Share = .percent(0), includingActivations: Bool = false, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises a peak of requested memory while loading and running. See
  /// ``expectPeakMemory(_:atMost:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectPeakMemory(
    _ variant: any Variant, atMost limit: MemoryLimit, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises how often, or for how many bytes, a variant asks for memory. See
  /// ``expectAllocations(_:atMost:while:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectAllocations(
    _ variant: any Variant, atMost limit: AllocationLimit, while phase: AllocationJudgment.Phase? = nil,
    on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that a variant keeps no more memory however often it is run. See
  /// ``expectNoLeak(_:over:on:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectNoLeak(
    _ variant: any Variant, over runs: Int = 200, on set: SampleSet? = nil
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")

  /// Promises that the files of a variant are at least so many times smaller than the reference's. See
  /// ``expectSmaller(_:than:by:sourceText:sourceLocation:)``.
  @discardableResult
  @freestanding(expression)
  public macro expectSmaller(
    _ candidate: any Variant, than reference: any Variant, by factor: Factor
  ) -> Verdict = #externalMacro(module: "NetWeightMacros", type: "ClaimMacro")
#endif
