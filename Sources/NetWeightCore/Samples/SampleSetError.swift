package import Foundation

/// A sample set cannot be used.
public struct SampleSetError: Error, Equatable, CustomStringConvertible {
  /// The file, as a path from the folder that holds `GoldSets`.
  public let file: String
  /// The line, counted from 1, where one is to blame.
  public let line: Int?
  /// What is wrong, with the key where there is one.
  public let problem: String
  /// What to do next.
  public let next: String

  package init(_ url: URL, line: Int? = nil, problem: String, next: String) {
    file = Workspace.shortPath(of: url)
    self.line = line
    self.problem = problem
    self.next = next
  }

  /// Of a set that was put together in memory.
  init(set: String, problem: String, next: String) {
    file = set
    line = nil
    self.problem = problem
    self.next = next
  }

  /// `GoldSets/digits/gold.jsonl:12: "label" is missing. Next: …`
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(problem). Next: \(next)."
  }
}
