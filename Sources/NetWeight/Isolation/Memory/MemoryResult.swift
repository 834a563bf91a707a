import Foundation
import NetWeightCore

/// How far a measuring child has come; written down before each step, so that a crash can be blamed on one.
enum ChildStage: String, Codable, Sendable, Equatable {
  case starting = "before it reached the claim"
  case preparing = "while preparing the runtime"
  case loading = "while loading"
  case running = "while predicting"
}

/// What a measuring child found.
enum ChildResult: Codable, Sendable, Equatable {
  case measured(MemoryReading)
  /// The variant threw.
  case failed(stage: ChildStage, message: String)
  /// No method reads memory there, and why.
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
