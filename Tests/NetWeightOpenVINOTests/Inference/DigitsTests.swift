import Foundation
import NetWeightCore
import NetWeightONNX
import NetWeightOpenVINO
import Testing

/// The same files through two runtimes, on real digits.
@Suite struct DigitsTests {
  private let samples: [(input: Tensor, label: Int)]

  init() throws {
    let set = try SampleSet.gold("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1"))
    samples = try set.samples.map { ($0.input, try #require($0.target.label)) }
  }

  private func answers(_ variant: some Variant) async throws -> [Tensor] {
    let loaded = try #require(try await variant.load() as? any SynchronousLoadedVariant)
    return try samples.map { try loaded.predict($0.input) }
  }

  private func rightAnswers(_ answers: [Tensor]) -> Int {
    zip(answers, samples).count { answer, sample in Self.choice(answer) == sample.label }
  }

  private static func choice(_ scores: Tensor) -> Int? {
    scores.scalars.indices.max { scores.scalars[$0] < scores.scalars[$1] }
  }

  @Test(arguments: [("mlp-fp32", 393), ("cnn-fp32", 398), ("transformer-fp32", 393)])
  func `FP32 gives what ONNX Runtime gives`(name: String, right: Int) async throws {
    let url = Fixtures.url(name)
    let ours = try await answers(
      OpenVINOVariant("fp32", at: url, options: OpenVINOOptions(threads: 1, inferencePrecision: .fp32)))
    let theirs = try await answers(ONNXVariant("fp32", at: url, options: ONNXOptions(threads: 1)))
    let difference = zip(ours, theirs).flatMap { zip($0.scalars, $1.scalars).map { abs($0 - $1) } }.max()
    #expect(try #require(difference) < 2e-4)
    #expect(rightAnswers(ours) == right)
  }

  /// Both round to 8 bits, and not in the same order. One by one: OpenVINO 2026.0 to 2026.4 answer `transformer-qdq` wrong
  /// in batches of 40 and more (in one of 400, 74 are right), also from Python; 2025.4 does not.
  @Test(arguments: [
    ("mlp-qdq", 393), ("mlp-qdq-s8-per-channel", 392), ("cnn-qdq", 398), ("transformer-qdq", 391),
  ])
  func `INT8 answers as ONNX Runtime does, but for few samples`(name: String, right: Int) async throws {
    let url = Fixtures.url(name)
    let ours = try await answers(OpenVINOVariant("int8", at: url, options: OpenVINOOptions(threads: 1)))
    let theirs = try await answers(ONNXVariant("int8", at: url, options: ONNXOptions(threads: 1)))
    let others = zip(ours, theirs).count { Self.choice($0) != Self.choice($1) }
    #expect(others <= 8)
    #expect(abs(rightAnswers(ours) - right) <= 6)
  }

  @Test func `a sample is answered as in a batch`() async throws {
    let variant = OpenVINOVariant(
      "fp32", at: Fixtures.url("mlp-fp32"), options: OpenVINOOptions(threads: 1, inferencePrecision: .fp32))
    let loaded = try #require(try await variant.load() as? any BatchPredicting)
    let batch = try loaded.predict(batch: samples.map(\.input))
    let alone = try await answers(variant)
    let difference = zip(alone, batch).flatMap { zip($0.scalars, $1.scalars).map { abs($0 - $1) } }.max()
    #expect(try #require(difference) < 1e-4)
  }
}
