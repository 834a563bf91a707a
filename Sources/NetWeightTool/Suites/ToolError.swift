import Foundation
import NetWeightCore

/// Something other than a damaged baseline or record keeps a command from doing what it was asked for.
struct ToolError: Error, CustomStringConvertible {
  /// What was wrong and where, and the next step.
  let description: String

  init(_ problem: String, next: String) {
    description = "\(problem). Next: \(next)."
  }
}

/// Messages go to standard error, so that standard output can be kept or piped.
func warn(_ message: String) {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
}
