package import Foundation

/// An input cannot be read from its file.
public struct TensorFileError: Error, Equatable, CustomStringConvertible {
  /// The file, as a path from the folder that holds `GoldSets`; the set's folder when the path itself is refused.
  public let file: String
  /// What is wrong and what was expected, with the tensor where there is one.
  public let problem: String
  /// What to do next.
  public let next: String

  /// Of a file that was not looked for.
  init(file: String, problem: String, next: String) {
    self.file = file
    self.problem = problem
    self.next = next
  }

  package init(_ url: URL, problem: String, next: String) {
    file = Workspace.shortPath(of: url)
    self.problem = problem
    self.next = next
  }

  /// `GoldSets/digits/inputs.npy: has 3 rows, 0…2, and no row 3. Next: …`
  public var description: String { "\(file): \(problem). Next: \(next)." }
}
