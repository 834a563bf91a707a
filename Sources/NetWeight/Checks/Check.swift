import Foundation
import NetWeightCore
import Testing

/// The way of every claim: gather evidence, judge, record.
struct Check {
  let claim: Claim
  let location: SourceLocation
  let settings = Settings.current

  init(
    _ kind: Claim.Kind, _ sourceText: String, _ promise: String, variant: any Variant,
    reference: (any Variant)? = nil, at location: SourceLocation
  ) {
    claim = Claim(
      kind: kind, sourceText: sourceText, promise: promise, variant: variant.name, reference: reference?.name)
    self.location = location
  }

  var workspace: Workspace { settings.workspace ?? Workspace(containing: location.filePath) }

  /// The baselines of the suite that the test belongs to; nil when no trait names one.
  var store: BaselineStore? { settings.suite.map { BaselineStore(suite: $0, in: workspace) } }

  /// The baselines in which a variant's own is.
  /// - Throws: ``Undecidable`` when no trait names a suite.
  func baselines(of variant: any Variant) throws -> BaselineStore {
    if let store { return store }
    throw Undecidable(
      reason: .noBaseline, summary: "no trait says in which suite's baselines '\(variant.name)' is",
      next: ["give the suite .baseline(\"…\", reference: …)"])
  }

  /// Runs the body, turns what it throws into an inconclusive verdict, and records.
  /// - Throws: CancellationError, and what skips the test.
  func run(_ body: (inout Findings) async throws -> Verdict) async throws -> Verdict {
    // A measuring child runs the test again for one claim's memory; all other claims are its parent's business.
    guard !MeasuringChild.isChild || claim.kind.isMeasuredInChild else { return unmeasuredInChild }
    var findings = Findings()
    let verdict: Verdict
    do {
      verdict = try await body(&findings)
    } catch {
      verdict = try inconclusive(after: error)
    }
    return MeasuringChild.isChild ? verdict : try recorded(verdict, findings)
  }

  /// Runs a body that only says something when evidence is missing.
  /// - Returns: what it said, recorded; nil when it said nothing.
  /// - Throws: CancellationError, and what skips the test.
  func runUnlessFound(_ body: (inout Findings) async throws -> Void) async throws -> Verdict? {
    var findings = Findings()
    do {
      try await body(&findings)
      return nil
    } catch {
      let verdict = try inconclusive(after: error)
      return MeasuringChild.isChild ? nil : try recorded(verdict, findings)
    }
  }

  /// - Throws: what skips the test, when the suite says that the missing runtime is optional.
  private func recorded(_ found: Verdict, _ findings: Findings) throws -> Verdict {
    var verdict = found
    let isSkipped = verdict.ruling == .inconclusive(.runtimeMissing) && settings.isRuntimeOptional
    if isSkipped { verdict.ruling = .skipped(.runtimeMissing) }
    let problems = Recorder(check: self).keep(verdict, findings)
    verdict.notes += problems.map { .init("not kept", $0) }
    Recorder(check: self).issue(verdict)
    // The rest of the test would meet the same gap, perhaps outside of a claim.
    if isSkipped { try Test.cancel(Comment(rawValue: verdict.description), sourceLocation: location) }
    return verdict
  }

  var unmeasuredInChild: Verdict {
    .inconclusive(claim, .unmeasurable, "not judged in the process that measures memory", next: [])
  }

  /// - Throws: CancellationError only.
  private func inconclusive(after error: any Error) throws -> Verdict {
    if let error = error as? CancellationError { throw error }
    if let error = error as? Undecidable {
      return .inconclusive(
        claim, error.reason, error.summary, baselineFile: error.baselineFile, next: error.next)
    }
    if let error = error as? RuntimeMissing { return .inconclusive(claim, error) }
    let (problem, next) = Self.parts(of: error)
    let reason: InconclusiveReason =
      switch error {
      case is BaselineError: .unreadableBaseline
      case is SampleSetError: .unreadableSet
      case is LatencyFailure, is ArtefactError: .unmeasurable
      case is MeasuringChildError, is JemallocMissing: .memoryUnreadable
      default: .variantFailed
      }
    let usual = "mend the variant or the sample that the message names, and run again"
    return .inconclusive(
      claim, reason, problem, baselineFile: (error as? BaselineError)?.file,
      next: [next ?? (error as? LatencyFailure)?.advice ?? usual])
  }

  /// The errors of this package end with their next step; a verdict says it in a line of its own.
  private static func parts(of error: any Error) -> (problem: String, next: String?) {
    let text = "\(error)"
    guard let mark = text.range(of: "Next: ", options: .backwards) else { return (text, nil) }
    let ends = CharacterSet.whitespacesAndNewlines.union(["."])
    return (
      text[..<mark.lowerBound].trimmingCharacters(in: ends),
      text[mark.upperBound...].trimmingCharacters(in: ends)
    )
  }
}

/// Evidence cannot be gathered, for a reason that has its own next step.
struct Undecidable: Error {
  let reason: InconclusiveReason
  let summary: String
  var baselineFile: String?
  let next: [String]
}

/// What a check measured on its way, for baselines and reports.
struct Findings {
  private(set) var measured: [Baseline] = []

  /// Adds figures of a variant.
  mutating func add(_ variant: any Variant, _ change: (inout Baseline) -> Void) throws {
    var baseline = Baseline(provenance: try Baseline.Provenance(of: variant))
    change(&baseline)
    measured.append(baseline)
  }

  /// Adds costs of a variant on this machine.
  mutating func addCosts(_ variant: any Variant, _ change: (inout Baseline.Costs) -> Void) throws {
    try add(variant) { change(&$0.machines[Machine.current.description, default: Baseline.Costs()]) }
  }
}
