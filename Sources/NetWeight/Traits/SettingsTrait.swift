public import NetWeightCore
public import Testing

/// Changes the settings of the claims in a test or suite. Inner traits win over outer ones.
public struct SettingsTrait: TestTrait, SuiteTrait, TestScoping {
  let change: @Sendable (inout Settings) -> Void

  /// On a suite it applies to every test in it.
  public var isRecursive: Bool { true }

  /// Runs the test with the changed settings.
  /// - Throws: what the test throws; what skips it when its runtime is missing and may be.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    var settings = Settings.current
    change(&settings)
    do {
      try await Settings.$current.withValue(settings, operation: function)
    } catch let missing as RuntimeMissing where settings.isRuntimeOptional {
      // Thrown outside of a claim, so that no claim has skipped the test, and no report knows of it.
      try Test.cancel("\(missing)", sourceLocation: test.sourceLocation)
    }
  }
}

extension Trait where Self == SettingsTrait {
  /// Judges against `Baselines/<suite>/`, and reports under the same name.
  /// - Parameters:
  ///   - suite: the name of the folder.
  ///   - reference: the variant that quality is compared with where a claim names no other. Its answers come from
  ///     its own baseline; without that baseline it runs, a baseline is proposed, and the claim is inconclusive.
  public static func baseline(_ suite: String, reference: (any Variant)? = nil) -> Self {
    SettingsTrait { settings in
      settings.suite = suite
      settings.reference = reference ?? settings.reference
    }
  }

  /// How long each latency claim may take.
  /// - Parameter seconds: over 0; 10 unless said.
  public static func budget(seconds: Double) -> Self {
    SettingsTrait { $0.budget = seconds }
  }

  /// What becomes of a claim that cannot be decided; it fails its test unless said.
  public static func inconclusive(_ policy: InconclusivePolicy) -> Self {
    SettingsTrait { $0.inconclusive = policy }
  }

  /// Skips tests whose variants run on a library that is not on this machine. The claim that finds it missing is counted
  /// and named in the report as `skipped (runtime-missing)`, with every place that was tried; without this trait it fails.
  /// Outside of a claim the test is skipped in the same words, and no report knows of it.
  public static var optionalRuntime: Self {
    SettingsTrait { $0.isRuntimeOptional = true }
  }

  /// For this package's own tests of failing gates: other folders, and a host that is not this one.
  package static func sandbox(_ workspace: Workspace?, host: Host = .current) -> Self {
    SettingsTrait { settings in
      settings.workspace = workspace
      settings.host = host
    }
  }
}
