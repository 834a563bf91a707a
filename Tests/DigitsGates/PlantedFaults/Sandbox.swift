import Foundation
import NetWeight

/// A folder for the files of gates that are meant to fail, so that they touch neither baselines nor reports.
final class Sandbox: Sendable {
  let workspace: Workspace

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "netweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    workspace = Workspace(root: folder)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: workspace.root)
    } catch {
      Issue.record("the sandbox was not removed: \(error)", severity: .warning)
    }
  }

  func file(_ name: String) -> URL { workspace.root.appending(path: name) }

  /// Runs claims with this folder as their package and a suite named `planted`.
  func run<Verdicts: Sendable>(
    reference: (any Variant)? = nil, isCI: Bool = false, isDebugBuild: Bool = false,
    adjusting adjust: (inout Settings) -> Void = { _ in }, _ claims: () async throws -> Verdicts
  ) async throws -> Verdicts {
    var settings = Settings()
    settings.suite = "planted"
    settings.reference = reference
    settings.workspace = workspace
    settings.host = Host(isCI: isCI, isDebugBuild: isDebugBuild)
    adjust(&settings)
    return try await Settings.$current.withValue(settings, operation: claims)
  }

  /// Runs a claim that has to fail its test, with all the words in its message.
  func failing<Verdicts: Sendable>(
    reference: (any Variant)? = nil, isCI: Bool = false, isDebugBuild: Bool = false, saying words: String...,
    adjusting adjust: (inout Settings) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation, _ claim: () async throws -> Verdicts
  ) async throws -> Verdicts {
    var verdict: Verdicts?
    try await withKnownIssue("planted", sourceLocation: sourceLocation) {
      verdict = try await run(
        reference: reference, isCI: isCI, isDebugBuild: isDebugBuild, adjusting: adjust, claim)
    } matching: { issue in
      // The headline is part of what the issue says of itself.
      let message = "\(issue)"
      return words.allSatisfy(message.contains)
    }
    return try #require(verdict, sourceLocation: sourceLocation)
  }
}
