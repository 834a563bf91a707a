public import NetWeightCore

extension OpenVINOVariant: PlacementReporting {
  /// The device that is asked for.
  public var executionProvider: String { options.device }

  /// Compiles the model for profiling and runs it 33 times; and again, with nothing fused into subgraphs, where it has
  /// some. Neither is what answers or is timed for claims.
  /// - Parameter inputs: at least one; they take turns.
  /// - Throws: ``ShapeMismatch`` for no input; as ``load()``.
  public func placement(on inputs: [Tensor]) async throws -> Placement {
    guard !inputs.isEmpty else {
      throw ShapeMismatch(what: "the list of inputs to profile '\(name)' on", expected: [1], found: [0])
    }
    return try PlacementRuns(variant: self, inputs: inputs).placement()
  }
}

/// The runs that show how a variant runs.
private struct PlacementRuns {
  let variant: OpenVINOVariant
  /// At least one.
  let inputs: [Tensor]

  /// Those that bring code and weights into the caches.
  private static let warmUp = 3
  private static let runs = 33
  /// Of models that take so long, in seconds, that fewer runs must do.
  private static let patience = 20.0
  private static let leastRuns = 8

  func placement() throws -> Placement {
    let profiled = try variant.open(["PERF_COUNT": "YES"])
    for run in 0..<Self.warmUp { _ = try profiled.predict(inputs[run % inputs.count]) }
    let warm = try profiled.profile()
    var run = Self.warmUp
    let start = MonotonicClock.nanoseconds()
    while run < Self.runs {
      let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
      if run >= Self.leastRuns, seconds > Self.patience { break }
      _ = try profiled.predict(inputs[run % inputs.count])
      run += 1
    }
    return OpenVINOPlacement(
      warm: (warm, Self.warmUp), timed: (try profiled.profile(), run), apart: try apart(from: warm),
      graph: try variant.readGraph(), facts: try facts(of: profiled)
    ).placement()
  }

  private func apart(from nodes: [ExecutedNode]) throws -> [ExecutedNode]? {
    guard nodes.contains(where: { $0.type == "Subgraph" }) else { return nil }
    let apart = try variant.open(["PERF_COUNT": "YES", "SNIPPETS_MODE": "DISABLE"])
    _ = try apart.predict(inputs[0])
    return try apart.profile()
  }

  private func facts(of model: OpenVINOModel) throws -> OpenVINOPlacement.Facts {
    let options = variant.options
    // A device that does not know it may quantize all the same.
    let group: String?
    do { group = try model.property("DYNAMIC_QUANTIZATION_GROUP_SIZE") } catch { group = nil }
    return OpenVINOPlacement.Facts(
      meant: variant.numericFormat, device: try model.device(askedFor: options.device),
      saysInferencePrecision: options.allProperties["INFERENCE_PRECISION_HINT"] != nil,
      inferencePrecision: try model.property("INFERENCE_PRECISION_HINT"),
      // Nothing quantizes so without dot products of 8 bits.
      mayQuantizeDynamically: ProcessorFeatures.current.hasExactDotProduct != false && group != "0")
  }
}

extension OpenVINOModel {
  /// What each node did since the model was compiled; of a model with `PERF_COUNT` on, called by one thread.
  fileprivate func profile() throws -> [ExecutedNode] {
    try named { try requests.with { try $0.model.library.api.profile(of: $0) } }
  }

  fileprivate func property(_ key: String) throws -> String { try named { try requests.model.property(key) } }

  /// What ran the model, by the name that was asked for where it was that.
  fileprivate func device(askedFor device: String) throws -> String {
    let devices = try property("EXECUTION_DEVICES")
    return devices == device || devices.hasPrefix("\(device).") ? device : devices
  }
}
