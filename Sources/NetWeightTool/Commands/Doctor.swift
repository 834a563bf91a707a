import ArgumentParser
import Foundation
import NetWeightCore

/// `netweight doctor`
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what this machine can measure, and how to get what is missing.",
    discussion: """
      Changes nothing. Looks at the processor, the build, clock and preemption, jemalloc (for peak memory), libpng (for \
      .png inputs), ONNX Runtime and OpenVINO. A gate whose part is missing is inconclusive; a gate that needs none of \
      it is not, so name the parts that your gates need.

      Exit codes: 0 all that was named is there, if perhaps limited; 3 something is missing; 64 the command was not \
      understood.
      """)

  @OptionGroup var root: RootOption

  @Argument(
    help: ArgumentHelp(
      "What to look at: \(list(Diagnosis.Part.allCases.map(\.rawValue))). Default: all.", valueName: "part"))
  var parts: [Diagnosis.Part] = []

  func run() async throws {
    var diagnoses: [Diagnosis] = []
    for part in parts.isEmpty ? Diagnosis.Part.allCases : parts {
      diagnoses.append(try await diagnosis(of: part))
    }
    print(diagnoses.map(\.text).joined(separator: "\n"))
    if diagnoses.contains(where: { $0.state == .missing }) { throw ExitCode.inconclusive }
  }

  private func diagnosis(of part: Diagnosis.Part) async throws -> Diagnosis {
    switch part {
    case .machine: .machine()
    case .build: try .build(of: Suite.all(in: root.workspace), isDebug: Self.isDebug)
    case .timers: .timers()
    case .jemalloc: try await .jemalloc()
    case .libpng: .libpng()
    case .onnxruntime: .onnxRuntime()
    case .openvino: .openVINO()
    }
  }

  private static var isDebug: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }
}
