import Foundation

/// The test binary that is running, and how to run one test of it again.
package enum TestBinary {
  /// The path of this process's executable.
  package static var path: String {
    get throws {
      #if os(Linux)
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      #else
        // Not the first argument, which may be relative to a folder that is no longer the current one.
        guard let path = Bundle.main.executablePath else { throw CocoaError(.fileNoSuchFile) }
        return path
      #endif
    }
  }

  /// What Swift Testing says on the console.
  package enum Console: String, Sendable {
    /// Only what fails.
    case failures = "--quiet"
    /// Nothing; everything is read from the event stream.
    case silent = "--verbosity=-9223372036854775808"
  }

  /// The arguments that run only the given test, quietly and alone.
  /// - Parameters:
  ///   - console: what Swift Testing shall print; what the test itself prints is not its business.
  ///   - inherited: the arguments of this process, without the name of the executable. Those that select tests
  ///     or write results are dropped; the child must not overwrite its parent's report.
  package static func arguments(
    runningOnly test: String, console: Console = .failures,
    inherited: [String] = Array(CommandLine.arguments.dropFirst())
  ) -> [String] {
    kept(inherited) + [
      "--testing-library", "swift-testing", "--no-parallel", console.rawValue,
      "--filter", "^\(escaped(test))$",
    ]
  }

  private static let optionsWithValue: Set = [
    "--filter", "--skip", "--testing-library", "--xunit-output", "--attachments-path",
    "--experimental-attachments-path", "--event-stream-output-path", "--event-stream-version",
    "--experimental-event-stream-output", "--experimental-event-stream-version", "--configuration-path",
    "--experimental-configuration-path", "--repetitions", "--repeat-until", "--verbosity",
    "--experimental-maximum-parallelization-width", "--num-workers",
  ]
  private static let flags: Set = [
    "--parallel", "--no-parallel", "--quiet", "-q", "--verbose", "-v", "--very-verbose", "--vv",
    "--list-tests",
  ]

  private static func kept(_ arguments: [String]) -> [String] {
    var kept: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if optionsWithValue.contains(argument) {
        rest = rest.dropFirst()
      } else if !flags.contains(argument), !optionsWithValue.contains(where: { argument.hasPrefix("\($0)=") })
      {
        kept.append(argument)
      }
    }
    return kept
  }

  // Not NSRegularExpression's escaping: the filter is a Swift `Regex`, which rejects some escapes of letters
  // and knows all of these.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if #"\^$.|?*+()[]{}"#.contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
