import Foundation
import NetWeightCore
import Testing

/// Records again, in the parent, what an isolated case recorded in its own process.
struct Replay {
  let test: Test
  let outcome: IsolatedOutcome

  /// Records everything; the end of the case, if it cancelled itself, comes last.
  /// - Throws: what ends a test that cancelled itself.
  func run() throws {
    print(outcome.output, terminator: "")
    for handed in outcome.records { merge(handed.record, into: handed.workspace) }
    for event in outcome.stream.events { record(event) }
    outcome.problem?.record(at: test.sourceLocation)
    // The test's own cancellation. That of this task is not repeated: it has been seen.
    if let reason = outcome.cancellation, !outcome.stream.hasFailure, !Task.isCancelled {
      try Test.cancel(reason.isEmpty ? nil : "\(reason)", sourceLocation: test.sourceLocation)
    }
  }

  private func record(_ event: EventStream.Event) {
    if let issue = event.issue {
      if issue.isKnown {
        withKnownIssue { record(issue, event.messages) }
      } else {
        record(issue, event.messages)
      }
    } else if let attached = event.attachment, let path = attached.path, let bytes = attached.bytes {
      Attachment.record(
        Attached(bytes: bytes), named: URL(fileURLWithPath: path).lastPathComponent,
        sourceLocation: test.sourceLocation)
    }
  }

  private func record(_ issue: EventStream.Issue, _ messages: [EventStream.Message]) {
    let place = issue.sourceLocation.map {
      SourceLocation(fileID: $0.fileID, filePath: $0.filePath, line: $0.line, column: $0.column)
    }
    let location = place ?? test.sourceLocation
    var lines = messages.map(\.text)
    if issue.severity == "warning" || lines.first == "Issue recorded" {
      if lines.first == "Issue recorded" { lines.removeFirst() }
      let severity: Issue.Severity = issue.severity == "warning" ? .warning : .error
      Issue.record(comment(lines), severity: severity, sourceLocation: location)
      return
    }
    // An error and not a comment: only so its text is the headline, which is all that some reporters show.
    let headline = lines.isEmpty ? "an issue without a message" : lines.removeFirst()
    if let verdict = Headline(failed: headline) {
      verdict.fail(comment(lines), at: location)
    } else {
      Issue.record(Recorded(headline), lines.isEmpty ? nil : comment(lines), sourceLocation: location)
    }
  }

  private func merge(_ record: RunRecord, into workspace: Workspace) {
    do { try RunLog.shared.merge(record, in: workspace) } catch {
      // The verdicts count, but would be missing from the report without a word.
      Issue.record(
        "not kept: \(error)" as Comment, severity: .warning, sourceLocation: test.sourceLocation)
    }
  }

  private func comment(_ lines: [String]) -> Comment { Comment(rawValue: lines.joined(separator: "\n")) }
}

extension IsolatedCaseError {
  /// Records it for the test that runs here.
  func record(at location: SourceLocation) {
    if case .cancelled = self {
      // Whoever cancelled the test says so himself: a time limit is an issue already.
      Issue.record("\(description)\n\(details)", severity: .warning, sourceLocation: location)
    } else {
      Issue.record(self, "\(details)", sourceLocation: location)
    }
  }
}

/// An issue of another process, which says what it said there: Swift Testing puts "Caught error: " before it.
private struct Recorded: Error, CustomStringConvertible {
  let description: String

  init(_ headline: String) {
    let prefix = "Caught error: "
    description = headline.hasPrefix(prefix) ? String(headline.dropFirst(prefix.count)) : headline
  }
}

/// `Data` is attachable only with a part of Swift Testing that does not load on Linux.
private struct Attached: Attachable {
  let bytes: Data
  var estimatedAttachmentByteCount: Int? { bytes.count }

  func withUnsafeBytes<Result>(
    for attachment: borrowing Attachment<Self>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try bytes.withUnsafeBytes(body)
  }
}
