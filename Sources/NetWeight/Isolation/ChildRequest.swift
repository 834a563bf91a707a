import Foundation
import NetWeightCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a parent asks of the child process that it starts, passed in the environment.
struct ChildRequest: Sendable, Equatable {
  /// The check to measure: test, case and claim.
  let key: String
  /// A folder that both may use; the child writes its stage and its result there.
  let folder: URL
  /// After how many seconds the parent gives up.
  let secondsLimit: Int

  private static let keyVariable = "NETWEIGHT_CHILD_KEY"
  private static let folderVariable = "NETWEIGHT_CHILD_FOLDER"
  private static let limitVariable = "NETWEIGHT_CHILD_SECONDS"

  /// The request that this process was started with; nil in an ordinary test run.
  static let current: ChildRequest? = {
    guard let request = ChildRequest(environment: ProcessInfo.processInfo.environment) else { return nil }
    // The child is in a process group of its own, so an interrupt at the terminal does not reach it, and a
    // killed parent cannot end it. It must not outlive both.
    alarm(UInt32(clamping: request.secondsLimit + 5))
    return request
  }()

  init(key: String, folder: URL, secondsLimit: Int) {
    self.key = key
    self.folder = folder
    self.secondsLimit = secondsLimit
  }

  init?(environment: [String: String]) {
    guard let key = environment[Self.keyVariable], let folder = environment[Self.folderVariable],
      let limit = environment[Self.limitVariable].flatMap({ Int($0) })
    else { return nil }
    self.init(key: key, folder: URL(fileURLWithPath: folder), secondsLimit: limit)
  }

  var environment: [String: String] {
    [
      Self.keyVariable: key, Self.folderVariable: folder.path, Self.limitVariable: String(secondsLimit),
    ]
  }

  /// One check of one case of one test. The parts cannot contain the separator in practice, and a mix-up would
  /// only ever end in "never reached".
  static func key(test: String, testCase: String, claim: String) -> String {
    [test, testCase, claim].joined(separator: "\u{1F}")
  }
}

/// How far a child has come; written down before each step, so that a crash can be blamed on one.
enum ChildStage: String, Codable, Sendable, Equatable {
  case starting = "before it reached the claim"
  case preparing = "while preparing the runtime"
  case loading = "while loading"
  case running = "while predicting"
}

/// What a child found.
enum ChildResult: Codable, Sendable, Equatable {
  case measured(PeakMemory)
  /// The variant threw.
  case failed(stage: ChildStage, message: String)
  /// jemalloc did not count, and why.
  case notCounting(String)
}

extension ChildRequest {
  private var stageFile: URL { folder.appendingPathComponent("stage") }
  private var resultFile: URL { folder.appendingPathComponent("result.json") }

  func write(_ stage: ChildStage) throws {
    try Data(stage.rawValue.utf8).write(to: stageFile, options: .atomic)
  }

  func write(_ result: ChildResult) throws {
    try JSONEncoder().encode(result).write(to: resultFile, options: .atomic)
  }

  func readStage() throws -> ChildStage {
    guard FileManager.default.fileExists(atPath: stageFile.path) else { return .starting }
    return ChildStage(rawValue: try String(contentsOf: stageFile, encoding: .utf8)) ?? .starting
  }

  /// The result, or nil when the child did not come so far.
  func readResult() throws -> ChildResult? {
    guard FileManager.default.fileExists(atPath: resultFile.path) else { return nil }
    return try JSONDecoder().decode(ChildResult.self, from: Data(contentsOf: resultFile))
  }
}
