import CONNXRuntime
import NetWeightCore

/// All that a session is opened with: what users say, and what is asked for to see how a model runs.
package struct SessionConfiguration: Sendable, Hashable {
  package var options: ONNXOptions
  /// Writes each node's time to a file whose path starts so, until ``ONNXSession/endProfiling()``. Calls take nearly
  /// twice as long.
  package var profilePrefix: String?
  /// Writes the rewritten model to this path.
  package var optimizedModelPath: String?
  /// Entries of the session's configuration that win over those of the options:
  /// `session.record_ep_graph_assignment_info` (from 1.24 on; older libraries know no such entry and pass over it).
  package var config: [String: String] = [:]

  package init(_ options: ONNXOptions) { self.options = options }

  /// All entries of the session's configuration, with what users say before what is done for them.
  package var entries: [String: String] {
    var entries = options.stopsSpinning ? ["session.force_spinning_stop": "1"] : [:]
    entries.merge(options.config) { $1 }
    entries.merge(config) { $1 }
    return entries
  }

  /// Runs a body with ONNX Runtime's own options.
  /// - Throws: ``ONNXError`` for options that mean nothing or that the library cannot meet; what the body throws.
  func withOptions<Result>(
    of library: ONNXRuntimeLibrary, for model: String, _ body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    try check(library, model)
    let api = library.api
    let made: OpaquePointer
    do throws(RuntimeFailure) {
      made = try api.make { api.CreateSessionOptions($0) }
    } catch {
      throw Self.refusal(model, "ONNX Runtime makes no options: \(error.message)", "run again")
    }
    defer { api.ReleaseSessionOptions(made) }
    func set(_ what: String, _ status: OpaquePointer?) throws {
      do throws(RuntimeFailure) { try api.check(status) } catch {
        throw Self.refusal(
          model, "ONNX Runtime refuses \(what): \(error.message)", "mend or remove that option")
      }
    }
    let level = options.graphOptimization
    try set(
      "the graph optimization '\(level.rawValue)'", api.SetSessionGraphOptimizationLevel(made, level.number))
    if let threads = options.threads {
      try set("\(threads) threads", api.SetIntraOpNumThreads(made, CInt(clamping: threads)))
    }
    if !options.usesArena { try set("to do without an arena", api.DisableCpuMemArena(made)) }
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      try set("the configuration '\(key)' = '\(value)'", api.AddSessionConfigEntry(made, key, value))
    }
    for provider in options.providers where provider.name != ExecutionProvider.cpu.name {
      try set("the provider \(provider.name)", provider.append(to: made, api))
    }
    if let profilePrefix { try set("a profile", api.EnableProfiling(made, profilePrefix)) }
    if let optimizedModelPath {
      try set("to write the optimized model", api.SetOptimizedModelFilePath(made, optimizedModelPath))
    }
    return try body(made)
  }

  private func check(_ library: ONNXRuntimeLibrary, _ model: String) throws(ONNXError) {
    if let threads = options.threads, threads < 1 {
      throw Self.refusal(
        model, "options ask for \(threads) threads, expected 1 or more", "or nil for the runtime's own")
    }
    let names = options.providers.map(\.name)
    if let absent = names.first(where: { !library.providers.contains($0) }) {
      throw Self.refusal(
        model,
        "options ask for \(absent), which ONNX Runtime \(library.version) at \(library.path) was built without; it has "
          + library.providers.joined(separator: ", "), "name one of these, or install a library that has it")
    }
    if let place = names.firstIndex(of: ExecutionProvider.cpu.name), place < names.count - 1 {
      throw Self.refusal(
        model, "options name \(names[place + 1]) after the processor, which leaves nothing to it",
        "name .cpu last or not at all")
    }
  }

  private static func refusal(_ model: String, _ problem: String, _ next: String) -> ONNXError {
    ONNXError(.options, model, problem, next: next)
  }
}

extension ONNXOptions.GraphOptimization {
  fileprivate var number: CInt {
    switch self {
    case .nothing: CInt(NW_ORT_OPTIMIZE_NOTHING.rawValue)
    case .basic: CInt(NW_ORT_OPTIMIZE_BASIC.rawValue)
    case .extended: CInt(NW_ORT_OPTIMIZE_EXTENDED.rawValue)
    case .all: CInt(NW_ORT_OPTIMIZE_ALL.rawValue)
    }
  }
}

extension ExecutionProvider {
  /// - Returns: ONNX Runtime's status.
  fileprivate func append(to sessionOptions: OpaquePointer, _ api: nw_ort_api) -> OpaquePointer? {
    let settings = options.sorted { $0.key < $1.key }
    let keys = CStrings(settings.map(\.key))
    let values = CStrings(settings.map(\.value))
    return withExtendedLifetime((keys, values)) {
      api.SessionOptionsAppendExecutionProvider(
        sessionOptions, shortName, keys.pointers, values.pointers, settings.count)
    }
  }
}
