import Foundation
import ModelCompression
import NetWeightCore
public import Works

/// Answers of the INT8 model that the repository's own gates judge; a unit is one answer.
final class DigitsWork: Work, @unchecked Sendable {
  private let model: any SynchronousLoadedVariant
  private let input: Tensor
  private var answer: Tensor?

  init() async throws {
    // Benchmarks/Sources/Workloads/DigitsWork.swift, four steps up.
    var repository = URL(filePath: #filePath)
    for _ in 0..<4 { repository.deleteLastPathComponent() }
    let file = repository.appending(path: "Models/digits/int8.safetensors")
    let loaded = try await EmbeddedVariant("int8", at: file, format: .int8).load()
    guard let model = loaded as? any SynchronousLoadedVariant & InputShapeReporting else {
      throw WorkloadError(problem: "the embedded runtime no longer answers on the calling thread")
    }
    self.model = model
    let count = model.inputShape.reduce(1, *)
    input = Tensor(vector: (0..<count).map { Float($0 % 17) / 16 })
  }

  func perform(_ units: Int) throws {
    for _ in 0..<units { answer = try model.predict(input) }
  }
}

extension Workload {
  /// The work ready to run.
  public func work() async throws -> any Work {
    if let plainWork { return plainWork }
    return try await DigitsWork()
  }
}
