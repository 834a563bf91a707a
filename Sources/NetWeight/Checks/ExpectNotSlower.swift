import Foundation
public import NetWeightCore
public import Testing

/// Promises that the 95th percentile of latency is at most so much higher than that of the variant's own earlier
/// artefact. The function behind `#expectNotSlower`.
///
/// With the older files at hand, old and new run interleaved in this run. Without them the ratio to the suite's
/// reference is compared with the recorded one, allowing for how that ratio differs between processes
/// (`netweight record`).
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - past: where the earlier artefact is.
///   - p95: how much slower it may be, 0 % or more.
///   - set: the samples to run on; nil takes generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNotSlower(
  _ candidate: any Variant, than past: PastArtefact, p95: Slowdown, on set: SampleSet? = nil,
  sourceText: String = "expectNotSlower", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await SlowdownCheck(candidate: candidate, past: past, quantile: 0.95, slowdown: p95, set: set)
    .verdict(sourceText, at: sourceLocation)
}

/// Promises that the median of latency is at most so much higher than that of the variant's own earlier artefact. As
/// ``expectNotSlower(_:than:p95:on:sourceText:sourceLocation:)``, for the 50th percentile.
@discardableResult
public func expectNotSlower(
  _ candidate: any Variant, than past: PastArtefact, p50: Slowdown, on set: SampleSet? = nil,
  sourceText: String = "expectNotSlower", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await SlowdownCheck(candidate: candidate, past: past, quantile: 0.5, slowdown: p50, set: set)
    .verdict(sourceText, at: sourceLocation)
}

/// Promises that the 99th percentile of latency is at most so much higher than that of the variant's own earlier
/// artefact. As ``expectNotSlower(_:than:p95:on:sourceText:sourceLocation:)``, for the 99th percentile.
@discardableResult
public func expectNotSlower(
  _ candidate: any Variant, than past: PastArtefact, p99: Slowdown, on set: SampleSet? = nil,
  sourceText: String = "expectNotSlower", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await SlowdownCheck(candidate: candidate, past: past, quantile: 0.99, slowdown: p99, set: set)
    .verdict(sourceText, at: sourceLocation)
}

struct SlowdownCheck {
  let candidate: any Variant
  let past: PastArtefact
  let quantile: Double
  let slowdown: Slowdown
  let set: SampleSet?

  var quantity: String { LatencyCheck.name(of: quantile) }

  func verdict(_ sourceText: String, at location: SourceLocation) async throws -> Verdict {
    let check = Check(
      .latency, sourceText,
      "\(quantity) of '\(candidate.name)' at most \(slowdown) higher than of its earlier artefact",
      variant: candidate, at: location)
    return try await check.run { findings in
      guard slowdown.isValid else {
        throw Undecidable(
          reason: .invalidClaim, summary: "a slow-down of \(slowdown) is no limit",
          next: ["give 0 % or more: .percent(5) allows 1.05 times as much"])
      }
      let files = try await past.files(of: candidate, in: check.workspace, base: check.settings.host.base)
      guard let files else {
        return try await againstRecordedRatio(check, &findings)
      }
      return try await against(files, check, &findings)
    }
  }

  private func against(
    _ files: PastArtefact.Files, _ check: Check, _ findings: inout Findings
  ) async throws -> Verdict {
    guard let replacing = candidate as? any ArtefactReplacing else {
      throw Undecidable(
        reason: .unmeasurable, summary: "'\(candidate.name)' cannot be run from other files",
        next: ["let its type conform to ArtefactReplacing"])
    }
    guard files.urls.count == candidate.artefactFiles.count else {
      throw Undecidable(
        reason: .invalidClaim,
        summary:
          "'\(candidate.name)' has \(candidate.artefactFiles.count) files, its earlier artefact \(files.urls.count)",
        next: ["give as many older files as the variant has, in the same order"])
    }
    let old = Renamed(
      base: replacing.replacingArtefact(with: files.urls), name: "\(candidate.name) at \(files.name)")
    var claim = check.claim
    claim.reference = old.name
    let bytes = { (variant: any Variant) in try variant.describeArtefact().map(\.sha256) }
    // The same bytes behind the same runtime in the same process: timing them would only find the machine's noise.
    if try bytes(old) == bytes(candidate) {
      return Verdict(
        claim: claim, ruling: .held,
        summary: "the files of '\(candidate.name)' are those of \(files.name), so there is nothing to time")
    }
    return try await LatencyCheck(
      candidate: candidate, reference: old,
      claim: LatencyClaim(quantile: quantile, limit: slowdown.ratio), set: set
    ).verdict(
      check, &findings, keepsFigures: false, judgment: LatencyJudgment(claim: claim, slowdown: slowdown))
  }

  private func againstRecordedRatio(_ check: Check, _ findings: inout Findings) async throws -> Verdict {
    guard let reference = check.settings.reference, let store = check.store else {
      throw Undecidable(
        reason: .noReference,
        summary: "nothing says which suite's baseline keeps the ratio of '\(candidate.name)'",
        next: [
          "give the suite .baseline(\"…\", reference: …), or set NETWEIGHT_BASE=origin/main to time the older artefact"
        ])
    }
    let file = Workspace.shortPath(of: store.acceptedFile(candidate.name))
    let known = try store.accepted(candidate.name)?.machines[Machine.current.description]
    guard let ratio = known?.latency?.ratio(of: quantity, to: reference.name) else {
      throw Undecidable(
        reason: .noBaseline,
        summary:
          "\(file) keeps no \(quantity) of '\(candidate.name)' ÷ '\(reference.name)' for \(Machine.current)",
        baselineFile: file, next: Self.record(store))
    }
    guard let recorded = ratio.betweenRuns else {
      throw Undecidable(
        reason: .noSpread,
        summary: "\(file) keeps a ratio of one process only, which does not say how processes differ",
        baselineFile: file, next: Self.record(store))
    }
    // Against a slower reference a variant may become slower too, and keep its ratio.
    let past = try store.accepted(reference.name)?.provenance
    guard let past, past.isSameArtefact(as: try Baseline.Provenance(of: reference)) else {
      throw Undecidable(
        reason: .referenceChanged,
        summary:
          "the reference '\(reference.name)' is not the one that the ratio in \(file) was recorded against",
        baselineFile: file, next: Self.record(store))
    }
    var claim = check.claim
    claim.reference = reference.name
    let limit = LatencyClaim(
      quantile: quantile, limit: recorded.ratio * slowdown.ratio,
      floor: recorded.predictionFactor(confidence: 0.99))
    var verdict = try await LatencyCheck(
      candidate: candidate, reference: reference, claim: limit, set: set
    ).verdict(check, &findings, judgment: LatencyJudgment(claim: claim, slowdown: slowdown, since: recorded))
    verdict.baselineFile = file
    return verdict
  }

  private static func record(_ store: BaselineStore) -> [String] {
    [
      "swift run netweight record \(store.suite) --processes 5, review and accept",
      "or time the older artefact itself: NETWEIGHT_BASE=origin/main",
    ]
  }
}

/// A variant under another name, so that old and new can be told apart in messages.
struct Renamed: Variant {
  let base: any Variant
  let name: String

  var numericFormat: NumericFormat { base.numericFormat }
  var recipe: String { base.recipe }
  var runtime: RuntimeIdentity { base.runtime }
  var artefactFiles: [URL] { base.artefactFiles }

  func prepare() async throws { try await base.prepare() }
  func load() async throws -> any LoadedVariant { try await base.load() }
}
