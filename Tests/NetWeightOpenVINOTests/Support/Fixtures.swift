import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

/// The models that are there for ONNX Runtime.
enum Fixtures {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A model of the digits.
  static func url(_ name: String) -> URL {
    tests.appending(path: "NetWeightONNXTests/Fixtures/\(name).onnx")
  }

  /// A model of a few numbers, whose answers can be told by hand.
  static func small(_ name: String) -> URL {
    tests.appending(path: "NetWeightONNXTests/Runtime/Models/\(name).onnx")
  }
}

extension OpenVINOVariant {
  /// A variant with one thread, unless said.
  init(
    fixture url: URL, _ format: NumericFormat = .fp32,
    options: OpenVINOOptions = OpenVINOOptions(threads: 1, inferencePrecision: .fp32),
    output: String? = nil
  ) {
    self.init(
      url.deletingPathExtension().lastPathComponent, at: url, format: format, options: options, output: output
    )
  }
}

/// The answer to one sample.
func answer(_ variant: OpenVINOVariant, _ shape: [Int], _ scalars: [Float]) async throws -> Tensor {
  try await variant.load().predict(Tensor(shape: shape, scalars: scalars))
}

/// Expects that the body throws an error with exactly this message.
func expectError<Result>(
  _ message: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
) async {
  let error = await #expect(throws: (any Error).self, sourceLocation: sourceLocation) { try await body() }
  if let error { #expect("\(error)" == message, sourceLocation: sourceLocation) }
}
