import Foundation
package import Testing

/// The parent's side: runs one case of one test in a process of its own, and brings back what it recorded.
package struct IsolatedCase: Sendable {
  let test: String
  let identity: String
  /// How long the process may take.
  let limit: Duration

  /// As long as a memory reading with all its children may take, and short enough that somebody waits for it.
  package static let standardLimit = Duration.seconds(300)

  /// Whether this process was started to run one case.
  package static var isChild: Bool { ChildRequest.current?.isolatedCase != nil }

  /// Names a case of a test that may be another than the running one.
  package init(test: Test.ID, identity: String, limit: Duration = standardLimit) {
    self.test = "\(test)"
    self.identity = identity
    self.limit = limit
  }

  /// Children at work at the same time: Swift Testing starts all tests and all cases at once, and a thousand
  /// processes would only disturb each other. Waiting here and not for the whole test cannot deadlock with
  /// `.uncontended`: who has a place waits for nobody.
  private static let places = Turns(width: max(1, ProcessInfo.processInfo.activeProcessorCount))

  /// Runs the case to its end, or to its limit, or until this task is cancelled. The process is gone on return.
  /// - Throws: ``IsolatedCaseError`` when there is no outcome, or CancellationError when cancelled before the start.
  package func run() async throws -> IsolatedOutcome {
    guard limit > .zero else { throw IsolatedCaseError.invalidLimit(seconds: limit.seconds) }
    return try await Self.places.next { try await ChildFolder.with { try await run(in: $0) } }
  }

  private func run(in folder: URL) async throws -> IsolatedOutcome {
    let notes = CaseNotes(folder: folder)
    try notes.prepare()
    let binary = try TestBinary.path
    let child = ChildProcess(
      request: ChildRequest(
        folder: folder, secondsLimit: max(1, Int(limit.seconds.rounded(.up))),
        isolatedCase: .init(test: test, testCase: identity)),
      executable: binary,
      arguments: TestBinary.arguments(runningOnly: test, console: .silent) + [
        "--event-stream-output-path", notes.events.path, "--event-stream-version", EventStream.version,
        "--attachments-path", notes.attachments.path,
      ],
      environment: ChildProcess.inheritedEnvironment, limit: limit)
    // nil when cancelled; what was recorded until then is of use all the same.
    var ending: ProcessEnding?
    do { ending = try await child.run() } catch {
      guard Task.isCancelled else {
        throw IsolatedCaseError.notStarted(binary: binary, reason: "\(error)")
      }
    }
    let stream = try EventStream(file: notes.events, isWhole: ending.isWhole)
    let lastOutput = try child.lastOutput()
    return IsolatedOutcome(
      stream: stream,
      problem: ending.map { problem($0, notes: notes, stream: stream, output: lastOutput) }
        ?? .cancelled(output: lastOutput),
      cancellation: try notes.cancellation(),
      records: try RecordHandover(folder: notes.records).read(),
      output: try child.output(lastBytes: 256 * 1024))
  }

  private func problem(_ ending: ProcessEnding, notes: CaseNotes, stream: EventStream, output: String)
    -> IsolatedCaseError?
  {
    let progress = notes.progress
    switch ending {
    case .hung: return .hung(progress, seconds: limit.seconds, output: output)
    case .signaled(let signal): return .crashed(progress, signal: signal, output: output)
    case .exited(let code):
      if progress == .notReached, let reason = stream.skipReason(of: test) { return .skipped(reason: reason) }
      // 1 is Swift Testing's own code for failures. `exit(0)` in the middle of a test is no success.
      guard progress == .returned, code == 0 || code == 1 else {
        return .exited(progress, code: code, output: output)
      }
      return code == 1 && !stream.hasFailure ? .issueLost(output: output) : nil
    }
  }
}

extension ProcessEnding? {
  /// Whether the last line of what the process wrote is complete.
  fileprivate var isWhole: Bool { if case .exited = self { true } else { false } }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
