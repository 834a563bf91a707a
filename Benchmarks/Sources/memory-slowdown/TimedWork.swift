import ArgumentParser
import Foundation
import ModelCompression
import NetWeightCore
import NetWeightONNX

/// What is run in a process of either kind.
enum TimedWork: String, CaseIterable, Codable, ExpressibleByArgument {
  case digitsFP32 = "digits-fp32"
  case digitsINT8 = "digits-int8"
  case onnxFP32 = "onnx-mlp-fp32"
  case onnxINT8 = "onnx-mlp-qdq"
  case onnxTransformer = "onnx-transformer-fp32"
  /// Not a model: code that allocates and frees all the time.
  case json
  /// Not a model either: large arrays, which allocators get from the system and give back.
  case arrays

  var title: String {
    switch self {
    case .digitsFP32: "digits FP32, embedded runtime"
    case .digitsINT8: "digits INT8, embedded runtime"
    case .onnxFP32: "MLP FP32, ONNX Runtime"
    case .onnxINT8: "MLP INT8, ONNX Runtime"
    case .onnxTransformer: "transformer block FP32, ONNX Runtime"
    case .json: "decoding JSON of 100 objects"
    case .arrays: "four Swift arrays of 8 MB, one after another"
    }
  }

  /// Calls in a block that is timed; blocks of about half a millisecond, or one call.
  var callsInBlock: Int {
    switch self {
    case .digitsFP32, .onnxFP32: 25
    case .digitsINT8, .onnxINT8: 50
    case .onnxTransformer: 3
    case .json: 1
    case .arrays: 1
    }
  }

  /// How many blocks of those that were asked for: under jemalloc large arrays take 20 ms, and differ by so much that few
  /// say enough.
  func blocks(of count: Int) -> Int { self == .arrays ? max(count / 4, 1) : count }

  /// How many processes of those that were asked for: in a call of 6 µs where memory lies makes so much of a difference
  /// that 100 processes left 2.5 % between the ends of the interval.
  func rounds(of count: Int) -> Int { self == .digitsINT8 ? count * 6 : count }

  /// One call, ready to be made again and again.
  func makeCall() async throws -> () throws -> Void {
    switch self {
    case .digitsFP32:
      try await Self.prediction(EmbeddedVariant("fp32", at: Self.digits("fp32"), format: .fp32))
    case .digitsINT8:
      try await Self.prediction(EmbeddedVariant("int8", at: Self.digits("int8"), format: .int8))
    case .onnxFP32: try await Self.prediction(Self.onnx("mlp-fp32", .fp32))
    case .onnxINT8: try await Self.prediction(Self.onnx("mlp-qdq", .int8))
    case .onnxTransformer: try await Self.prediction(Self.onnx("transformer-fp32", .fp32))
    case .json: try Self.decoding()
    case .arrays: Self.fillArrays
    }
  }

  private static func prediction(_ variant: any Variant) async throws -> () throws -> Void {
    try await variant.prepare()
    guard let loaded = try await variant.load() as? any SynchronousLoadedVariant & InputShapeReporting else {
      throw SlowdownError("'\(variant.name)' does not answer on the calling thread")
    }
    let shape = loaded.inputShape
    let input = try Tensor(shape: shape, scalars: (0..<shape.reduce(1, *)).map { Float($0 % 17) / 16 })
    return { _ = try loaded.predict(input) }
  }

  private static func decoding() throws -> () throws -> Void {
    struct Item: Codable {
      let name: String
      let tags: [String]
      let scores: [Double]
    }
    let items = (0..<100).map { index in
      Item(
        name: "sample \(index)", tags: ["tail", "slice \(index % 7)"],
        scores: (0..<10).map { Double($0 * index) })
    }
    let text = try JSONEncoder().encode(items)
    let decoder = JSONDecoder()
    return {
      guard try decoder.decode([Item].self, from: text).count == 100 else {
        throw SlowdownError("items are missing")
      }
    }
  }

  private static func fillArrays() throws {
    var sum: Float = 0
    for number in 0..<4 {
      let array = [Float](repeating: Float(number), count: 2_000_000)
      sum += array[array.count / 2]
    }
    guard sum == 6 else { throw SlowdownError("an array is not filled") }
  }

  private static func digits(_ name: String) -> URL {
    repository.appending(path: "Models/digits/\(name).safetensors")
  }

  private static func onnx(_ name: String, _ format: NumericFormat) -> ONNXVariant {
    ONNXVariant(
      name, at: repository.appending(path: "Tests/NetWeightONNXTests/Fixtures/\(name).onnx"), format: format,
      options: ONNXOptions(threads: 1))
  }

  private static var repository: URL {
    // Benchmarks/Sources/memory-slowdown/TimedWork.swift, four steps up.
    var repository = URL(filePath: #filePath)
    for _ in 0..<4 { repository.deleteLastPathComponent() }
    return repository
  }
}
