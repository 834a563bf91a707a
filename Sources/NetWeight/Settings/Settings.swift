import Foundation
package import NetWeightCore

/// What the traits of the running test say, handed down by task-local.
package struct Settings: Sendable {
  @TaskLocal package static var current = Settings()

  package init() {}

  /// The suite whose baselines are used: `digits`.
  package var suite: String?
  /// What variants are compared with when a claim names nothing else.
  package var reference: (any Variant)?
  /// How long one latency claim may take, in seconds.
  package var budget = 10.0
  /// How long one block of timed calls may take, in seconds, before a call is taken to hang; never less than the budget.
  package var patience = 60.0
  /// What becomes of a claim that cannot be decided.
  package var inconclusive = InconclusivePolicy.fails
  /// Whether the library that a variant runs on may be missing.
  package var isRuntimeOptional = false
  /// The package's folder; found from the claim's source file when nil.
  package var workspace: Workspace?
  /// What the process was told by whoever started it.
  package var host = Host.current
}

/// What becomes of a claim that cannot be decided.
public enum InconclusivePolicy: Sendable, Hashable {
  /// It fails its test.
  case fails
  /// It is shown as a warning and its test passes.
  case warns
}

/// What the process was told by whoever started it.
package struct Host: Sendable {
  /// Whether it runs in CI, where nothing is proposed.
  package var isCI: Bool
  /// Whether this is unoptimized code, whose figures go into no baseline.
  package var isDebugBuild: Bool
  /// Whether time and memory are measured in a debug build all the same.
  package var measuresDebugBuilds: Bool
  /// The git revision or the folder that holds the earlier artefacts.
  package var base: String?

  package init(isCI: Bool, isDebugBuild: Bool, measuresDebugBuilds: Bool = false, base: String? = nil) {
    self.isCI = isCI
    self.isDebugBuild = isDebugBuild
    self.measuresDebugBuilds = measuresDebugBuilds
    self.base = base
  }

  /// Read from the environment: `CI`, `NETWEIGHT_BASE`, and `NETWEIGHT_DEBUG_TIMING=1`, which measures debug builds
  /// all the same.
  package static let current: Host = {
    let environment = ProcessInfo.processInfo.environment
    let ci = environment["CI"] ?? ""
    return Host(
      isCI: !ci.isEmpty && ci != "false" && ci != "0",
      isDebugBuild: _isDebugAssertConfiguration(),
      measuresDebugBuilds: environment["NETWEIGHT_DEBUG_TIMING"] == "1",
      base: environment["NETWEIGHT_BASE"].flatMap { $0.isEmpty ? nil : $0 })
  }()

  /// Whether claims of time and memory are refused.
  package var refusesCosts: Bool { isDebugBuild && !measuresDebugBuilds }

  package var configuration: String { isDebugBuild ? "debug" : "release" }
}
