import ArgumentParser
import Foundation
import NetWeightCore

/// What `netweight report` writes.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  /// For a terminal, a pull request and the summary of a CI job.
  case markdown
  /// For a browser, in one file.
  case html

  /// What the names of its files end in.
  var ending: String {
    switch self {
    case .markdown: "md"
    case .html: "html"
    }
  }

  /// Tells it by the name of a file; nil when the name says nothing.
  init?(ofFile path: String) {
    let ending = URL(filePath: path).pathExtension.lowercased()
    guard let format = Self.allCases.first(where: { $0.ending == ending }) else { return nil }
    self = format
  }

  /// The report of a run.
  func text(of run: RunRecord) -> String {
    switch self {
    case .markdown: MarkdownReport(run).text
    case .html: HTMLReport(run).text
    }
  }
}
