public import ArgumentParser
import Foundation

/// Where results go: Markdown or JSON to standard output, and copies to a file and the README when asked for. The options
/// that all commands have.
public struct Publication: ParsableArguments {
  @Flag(help: "Print JSON, not Markdown.")
  var json = false
  @Option(help: "Write JSON to this file as well, as far as a long run has come.")
  var jsonFile: String?
  @Flag(help: "Put the tables into README.md as well.")
  var updateReadme = false

  /// What the command line says.
  public init() {}

  /// Writes the file alone, so that a long run that is cut short leaves what it has.
  public func save(_ report: some Encodable) throws {
    guard let jsonFile else { return }
    let file = URL(filePath: jsonFile)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try (try prettyJSON(report) + "\n").write(to: file, atomically: true, encoding: .utf8)
  }

  /// Writes all.
  public func publish(_ report: some Encodable, markdown: String, place: String) throws {
    try save(report)
    if updateReadme { try Readme.fill(place, with: markdown) }
    print(json ? try prettyJSON(report) : markdown)
  }
}
