import ArgumentParser
import CONNXCalls
import Foundation
import NetWeightCore
import NetWeightONNX
import Reporting

/// What a run through `ONNXVariant` costs over the same calls in C, in blocks that take turns.
@main
struct ONNXOverheadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onnx-overhead",
    abstract:
      "Nanoseconds that ONNXVariant adds to a run of ONNX Runtime, over the same calls in a loop of C.")

  @Argument(help: "Models whose only input and output are floats, with a dynamic batch of samples.")
  var models = ["mlp-fp32", "mlp-qdq", "cnn-fp32", "transformer-fp32"].map {
    "../Tests/NetWeightONNXTests/Fixtures/\($0).onnx"
  }
  @Option(
    help:
      "How many pairs of sessions. Where their weights lie in memory makes more difference than the calls.")
  var sessions = 9
  @Option(help: "How many pairs of blocks of each pair of sessions.")
  var pairs = 101
  @Option(help: "How long a block takes, in milliseconds.")
  var block = 2.0
  @OptionGroup var publication: Publication

  func validate() throws {
    guard sessions > 0, pairs > 0, block > 0 else {
      throw ValidationError("--sessions, --pairs and --block take numbers over 0.")
    }
  }

  func run() async throws {
    var report = ONNXOverheadReport(
      conditions: Conditions(seed: 0), runtime: "ONNX Runtime \(try ONNXRuntimeLibrary.shared.version)")
    for model in models {
      var timings = Timings()
      for session in 0..<sessions {
        try await Overhead(
          of: URL(filePath: model), blockNanoseconds: block * 1e6,
          opensVariantFirst: session.isMultiple(of: 2)
        ).time(pairs: pairs, into: &timings)
      }
      report.rows.append(.init(URL(filePath: model), timings))
    }
    try publication.publish(report, markdown: report.markdown, place: "onnx-overhead")
  }
}

/// What was timed.
private struct ONNXOverheadReport: Encodable {
  struct Row: Encodable {
    var model: String
    var nanosecondsInC: Double
    var nanosecondsThroughVariant: Double
    /// The median over pairs of sessions of the median difference of their pairs of blocks, for one run.
    var difference: Double
    /// The least and the largest of a pair of sessions.
    var range: [Double]

    init(_ url: URL, _ timings: Timings) {
      model = url.deletingPathExtension().lastPathComponent
      nanosecondsInC = timings.inC.median
      nanosecondsThroughVariant = timings.through.median
      difference = timings.differences.median
      range = [timings.differences.min() ?? .nan, timings.differences.max() ?? .nan]
    }
  }

  let conditions: Conditions
  let runtime: String
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Model", "ns in C", "ns through ONNXVariant", "difference, ns", "%",
      "least and largest of a pair of sessions, ns",
    ])
    for row in rows {
      table.append([
        row.model, Cell.short(row.nanosecondsInC.rounded()),
        Cell.short(row.nanosecondsThroughVariant.rounded()), Cell.short(row.difference.rounded()),
        Cell.percent(row.difference / row.nanosecondsInC),
        row.range.map { Cell.short($0.rounded()) }.joined(separator: " … "),
      ])
    }
    return "\(runtime), one thread; \(conditions.text)\n\n\(table.text)"
  }
}

/// Nanoseconds of one run, a number for each pair of sessions.
private struct Timings {
  var inC: [Double] = []
  var through: [Double] = []
  var differences: [Double] = []
}

extension [Double] {
  fileprivate var median: Double { sorted()[count / 2] }
}

/// One model, asked in both ways.
private struct Overhead {
  let loaded: any SynchronousLoadedVariant
  let calls: OpaquePointer
  let sample: Tensor
  let runs: Int

  init(of url: URL, blockNanoseconds: Double, opensVariantFirst: Bool) async throws {
    let variant = ONNXVariant("model", at: url, format: .fp32, options: ONNXOptions(threads: 1))
    var opened = opensVariantFirst ? try await variant.load() : nil
    var problem: UnsafePointer<CChar>?
    let path = url.path(percentEncoded: false)
    guard let calls = onnx_calls_open(try ONNXRuntimeLibrary.shared.path, path, &problem) else {
      throw ValidationError(problem.map { String(cString: $0) } ?? "the session cannot be opened")
    }
    self.calls = calls
    if opened == nil { opened = try await variant.load() }
    guard let loaded = opened as? any SynchronousLoadedVariant & InputShapeReporting else {
      throw ValidationError("\(url.lastPathComponent) has no input of floats whose shape is known.")
    }
    self.loaded = loaded
    let shape = loaded.inputShape
    sample = try Tensor(shape: shape, scalars: (0..<shape.reduce(1, *)).map { Float($0 % 7) / 7 })
    var times: [Double] = []
    for _ in 0..<200 { times.append(try Self.time(loaded, sample, 1)) }
    runs = max(1, Int(blockNanoseconds / max(times.sorted()[100], 1)))
  }

  func time(pairs: Int, into timings: inout Timings) throws {
    var inC: [Double] = []
    var through: [Double] = []
    for pair in 0..<pairs {
      let isInCFirst = pair.isMultiple(of: 2)
      if isInCFirst { inC.append(try timeInC() / Double(runs)) }
      through.append(try Self.time(loaded, sample, runs) / Double(runs))
      if !isInCFirst { inC.append(try timeInC() / Double(runs)) }
    }
    timings.inC.append(inC.median)
    timings.through.append(through.median)
    timings.differences.append(zip(through, inC).map { $0 - $1 }.median)
  }

  private func timeInC() throws -> Double {
    var scalars = sample.scalars
    let shape = [1] + sample.shape.map(Int64.init)
    let time = onnx_calls_time(calls, &scalars, scalars.count, shape, shape.count, runs)
    guard time > 0 else { throw ValidationError("a run in C failed") }
    return time
  }

  private static func time(
    _ loaded: any SynchronousLoadedVariant, _ sample: Tensor, _ runs: Int
  ) throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<runs { _ = try loaded.predict(sample) }
    return (clock.now - start) / .nanoseconds(1)
  }
}
