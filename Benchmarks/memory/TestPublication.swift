import Foundation
import Reporting

// A test has no command line of its own, so that the options of the other benchmarks come by a variable.
private let variable = "NETWEIGHT_BENCHMARK_OPTIONS"

extension Publication {
  /// What `NETWEIGHT_BENCHMARK_OPTIONS` says, for example `--update-readme --json-file results/memory.json`.
  static func ofTest() throws -> Publication {
    let options = ProcessInfo.processInfo.environment[variable] ?? ""
    return try parse(options.split(separator: " ").map(String.init))
  }
}

extension Conditions {
  /// Those of this test run, with the command that repeats it. Nothing here is random.
  static func ofTest() -> Conditions {
    let variables = [AskedMethod.variable, variable].compactMap { name in
      ProcessInfo.processInfo.environment[name].map { "\(name)='\($0)' " }
    }
    return Conditions(
      seed: 0,
      command: variables.joined()
        + "swift test -c release --disable-testable-imports --no-parallel --filter MemoryTable")
  }
}
