import NetWeight
import NetWeightCore
import Testing

/// Variants whose runtime is not here: run by `PlantedRun`, which finds tests by the name of their file.
@Suite(
  .baseline("planted"), .planted,
  .sandbox(Planted.folder.map { Workspace(root: $0) }, host: Host(isCI: true, isDebugBuild: false)))
struct PlantedMissingRuntime {
  @Test(.optionalRuntime) func skipped() async throws {
    try await expectStable(Elsewhere.variant, on: Elsewhere.set)
    Issue.record("went on")
  }

  @Test(.optionalRuntime) func skippedOutsideOfAClaim() async throws { try await Elsewhere.variant.prepare() }
  @Test func notOptional() async throws { try await Elsewhere.variant.prepare() }
}
