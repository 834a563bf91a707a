import Foundation
import NetWeightCore

/// A model file, or a file of weights that it names, cannot be used.
public struct ONNXModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model file, as a path from the folder that holds `Models`, else its last two parts.
  public let file: String
  /// What is wrong and what was expected, with the tensor where it is one's.
  public let problem: String
  /// What to do next.
  public let next: String

  init(_ file: String, _ problem: String, next: String) {
    self.file = file
    self.problem = problem
    self.next = next
  }

  init(_ url: URL, _ problem: String, next: String) {
    self.init(Workspace.shortPath(of: url), problem, next: next)
  }

  /// `Models/int8.onnx: ends in the middle of a message. Next: …`
  public var description: String { "\(file): \(problem). Next: \(next)." }
}
