import Foundation
import NetWeightCore

/// The two sessions that are profiled to see how a variant runs. Neither is the one that answers or is timed for claims:
/// with the profiler on, calls take nearly twice as long.
struct PlacementSessions {
  let variant: ONNXVariant
  /// At least one.
  let inputs: [Tensor]

  /// The first of them are dropped.
  private static let runs = 33
  /// Of models that take so long, in seconds, that fewer runs must do.
  private static let patience = 20.0
  private static let leastRuns = 8

  /// Runs the model on each input to see what it calls on what, and often to see how long that takes.
  /// - Throws: ``ProfileError``; what opening and running the model throws.
  func placement() throws -> Placement {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "netweight-placement-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var remarks: [String] = []
    let found = Result { try self.placement(in: folder, &remarks) }
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      remarks.append("the folder of the profiles was not removed: \(error.localizedDescription)")
    }
    var placement = try found.get()
    placement.remarks += remarks
    return placement
  }

  private func placement(in folder: URL, _ remarks: inout [String]) throws -> Placement {
    let (inspecting, optimized) = try openToInspect(in: folder, &remarks)
    // All that the timed session gets: one input may take a branch that another does not.
    let inspectedRuns = try run(inspecting, atMost: min(inputs.count, Self.runs))
    let inspected = try profile(of: inspecting)
    let assignments = try inspecting.session.assignedNodes() ?? []

    let timing = try variant.open {
      $0.profilePrefix = folder.appending(path: "timed").path(percentEncoded: false)
    }
    let timedRuns = try run(timing, atMost: Self.runs)
    if min(timedRuns, inputs.count) != inspectedRuns {
      remarks.append("\(inspectedRuns) of \(inputs.count) inputs were inspected, since one run takes long")
    }
    return ONNXPlacement(
      inspected: inspected, timed: try profile(of: timing),
      assignments: assignments, model: GraphFacts(try variant.readModel()),
      optimized: optimized.map(GraphFacts.init),
      session: SessionFacts(variant.options)
    ).placement()
  }

  /// Runs a model on the inputs in turn.
  /// - Returns: how often.
  private func run(_ model: ONNXModel, atMost runs: Int) throws -> Int {
    let start = MonotonicClock.nanoseconds()
    for run in 0..<runs {
      let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
      if run >= Self.leastRuns, seconds > Self.patience { return run }
      _ = try model.predict(inputs[run % inputs.count])
    }
    return runs
  }

  /// Opens the session that is looked at, and has it write the graph that runs.
  private func openToInspect(
    in folder: URL, _ remarks: inout [String]
  ) throws -> (ONNXModel, ONNXModelFile?) {
    let file = folder.appending(path: "optimized.onnx")
    let open = { (writesGraph: Bool) in
      try variant.open { configuration in
        configuration.profilePrefix = folder.appending(path: "inspected").path(percentEncoded: false)
        // With it, weights are packed before the run and missing among the inputs of their nodes.
        configuration.config["session.disable_prepacking"] = "1"
        configuration.config["session.record_ep_graph_assignment_info"] = "1"
        guard writesGraph else { return }
        configuration.optimizedModelPath = file.path(percentEncoded: false)
        // A file of over 2 GB would be refused.
        configuration.config["session.optimized_model_external_initializers_file_name"] = "optimized.weights"
      }
    }
    do {
      let model = try open(true)
      return (model, try ONNXModelFile(readingFrom: file))
    } catch {
      // Graphs with nodes that a provider compiled cannot be written, which is no reason not to look at them.
      let model = try open(false)
      remarks.append("the graph that ran was not written or cannot be read: \(error)")
      return (model, nil)
    }
  }

  private func profile(of model: ONNXModel) throws -> SessionProfile {
    let url = try model.session.endProfiling()
    return try SessionProfile(
      Data(contentsOf: url), name: "the profile that ONNX Runtime wrote of '\(variant.name)'")
  }
}

extension SessionFacts {
  /// What of a variant's options decides which kernels run.
  package init(_ options: ONNXOptions) {
    self.init(
      fusesQuantization: [.extended, .all].contains(options.graphOptimization)
        && options.config["session.disable_quant_qdq"] != "1",
      provider: options.providers.first?.name ?? ExecutionProvider.cpu.name)
  }
}
