import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// The models that `Scripts/onnx-runtime-models.py` writes.
enum RuntimeModels {
  static func url(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Models/\(name).onnx")
  }

  static func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  /// A session with one thread, unless said.
  static func session(
    _ name: String, _ change: (inout SessionConfiguration) -> Void = { _ in }
  ) throws -> ONNXSession {
    var configuration = SessionConfiguration(ONNXOptions(threads: 1))
    change(&configuration)
    return try ONNXSession(.file(url(name)), in: .shared, configuration)
  }

  /// An FP32 variant with one thread, unless said.
  static func variant(
    _ name: String, options: ONNXOptions = ONNXOptions(threads: 1),
    inputs: (@Sendable (Tensor) throws -> [String: TypedTensor])? = nil, output: ONNXOutput = .only
  ) -> ONNXVariant {
    ONNXVariant(name, at: url(name), format: .fp32, options: options, inputs: inputs, output: output)
  }

  /// What `dense` and its kin give, by hand: w[i][j] = i - j, b = [0.5, 0, -0.5].
  static func dense(_ x: [Float]) -> [Float] {
    (0..<3).map { j in
      x.enumerated().map { i, element in element * Float(i - j) }.reduce(0, +) + [0.5, 0, -0.5][j]
    }
  }
}

/// The answer to one sample.
func answer(_ variant: ONNXVariant, _ shape: [Int], _ scalars: [Float]) async throws -> Tensor {
  try await variant.load().predict(Tensor(shape: shape, scalars: scalars))
}

/// Expects that the body throws an error with exactly this message.
func expectError<Result>(
  _ message: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch {
    #expect("\(error)" == message, sourceLocation: sourceLocation)
  }
}

/// A folder of its own for one test, removed after it.
final class ScratchFolder: Sendable {
  let url: URL

  init() throws {
    // Without links: messages name files as the system resolves them.
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "netweight-onnx-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Without a slash at its end.
  var path: String { url.path(percentEncoded: false).trimmingCharacters(in: ["/"]).withLeadingSlash }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ bytes: Data, to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return file
  }
}

extension String {
  fileprivate var withLeadingSlash: String { "/" + self }
}
