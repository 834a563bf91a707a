import Foundation

/// A baseline cannot be read or written.
public struct BaselineError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String
  /// The line, counted from 1, where one is to blame.
  public let line: Int?
  /// What is wrong, with the key where there is one.
  public let problem: String
  /// What to do next.
  public let next: String

  init(_ url: URL, line: Int? = nil, problem: String, next: String) {
    file = Workspace.shortPath(of: url)
    self.line = line
    self.problem = problem
    self.next = next
  }

  /// - Parameter file: as messages name it.
  init(file: String, problem: String, next: String) {
    self.file = file
    line = nil
    self.problem = problem
    self.next = next
  }

  /// `Baselines/digits/int8.json:7: "quality.gold.samples" is missing. Next: …`
  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(problem). Next: \(next)."
  }
}
