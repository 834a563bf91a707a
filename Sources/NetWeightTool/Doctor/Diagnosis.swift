import ArgumentParser
import NetWeightCore

/// What of this machine was looked at, and what that means for gates.
struct Diagnosis: Sendable {
  /// What measuring depends on.
  enum Part: String, CaseIterable, ExpressibleByArgument, Sendable {
    case machine, build, timers, jemalloc, libpng
    case onnxruntime, openvino
  }

  enum State: String, Sendable {
    case ok
    /// It can be used, and readings are worse for it.
    case limited
    /// Claims that need it are inconclusive.
    case missing
  }

  let part: Part
  let state: State
  /// What was found, a line each; of what is missing, where it was looked for.
  let found: [String]
  /// What is lost where it is not as it should be.
  var consequence: String?
  /// How to get what is missing.
  var next: String?

  var text: String {
    var lines = found
    if let consequence { lines.append("So \(consequence).") }
    if let next { lines.append("Next: \(next)") }
    let mark = state == .ok ? "" : "(\(state.rawValue)) "
    return (["\(part.rawValue): \(mark)\(lines.first ?? "")"] + lines.dropFirst().map { "  \($0)" })
      .joined(separator: "\n")
  }
}

extension Diagnosis {
  /// The library of a runtime, which was not found.
  /// - Parameter consequence: of that, unless a suite says that the runtime is optional.
  init(_ part: Part, missing: RuntimeMissing, consequence: String) {
    self.init(
      part: part, state: .missing,
      found: ["\(missing.runtime) was not found; tried"] + missing.attempts.map { "  \($0)" },
      consequence: "\(consequence), unless their suite says that the runtime is optional", next: missing.next)
  }
}
