import Foundation

/// The README of this package, in which each figure has a place between two comments.
public enum Readme {
  /// Puts text between `<!-- name -->` and `<!-- /name -->`.
  /// - Throws: when the README or its place is not there.
  public static func fill(_ name: String, with text: String) throws {
    // Benchmarks/Sources/Reporting/Readme.swift, three steps up.
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    let file = folder.appending(path: "README.md")
    let readme = try String(contentsOf: file, encoding: .utf8)
    guard let start = readme.range(of: "<!-- \(name) -->"), let end = readme.range(of: "<!-- /\(name) -->"),
      start.upperBound <= end.lowerBound
    else { throw MissingPlace(name: name) }
    let filled = readme[..<start.upperBound] + "\n" + text + "\n" + readme[end.lowerBound...]
    try String(filled).write(to: file, atomically: true, encoding: .utf8)
  }

  struct MissingPlace: Error, CustomStringConvertible {
    let name: String
    var description: String { "README.md has no place '<!-- \(name) -->' … '<!-- /\(name) -->'" }
  }
}

/// Where results go: Markdown or JSON to standard output, and copies to a file and the README when asked for.
public struct Publication {
  private let json: Bool
  private let jsonFile: String?
  private let updatesReadme: Bool

  /// Describes it, from the options that all commands have.
  public init(json: Bool, jsonFile: String?, updatesReadme: Bool) {
    self.json = json
    self.jsonFile = jsonFile
    self.updatesReadme = updatesReadme
  }

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
    if updatesReadme { try Readme.fill(place, with: markdown) }
    print(json ? try prettyJSON(report) : markdown)
  }
}
