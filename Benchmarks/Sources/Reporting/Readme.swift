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
