public import Foundation
import NetWeightCore

/// A model file cannot be used.
public struct ModelFileError: Error, Equatable, CustomStringConvertible {
  /// The file, as a path from the folder `Models` where it is in one, else its last two parts.
  public let file: String
  /// The tensor to blame, where it is one.
  public let tensor: String?
  /// What is wrong and what was expected.
  public let problem: String
  /// What to do next.
  public let next: String

  /// Says what is wrong with a file.
  public init(_ url: URL, tensor: String? = nil, problem: String, next: String) {
    file = Workspace.shortPath(of: url)
    self.tensor = tensor
    self.problem = problem
    self.next = next
  }

  /// `Models/digits/int8.safetensors: tensor 'layer1.scale' is missing. Next: …`
  public var description: String {
    "\(file): \(tensor.map { "tensor '\($0)' " } ?? "")\(problem). Next: \(next)."
  }
}
