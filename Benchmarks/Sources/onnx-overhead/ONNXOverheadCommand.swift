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
  @Option(help: "How many pairs of blocks.")
  var pairs = 201
  @Option(help: "How long a block takes, in milliseconds.")
  var block = 2.0
  @OptionGroup var publication: Publication

  func validate() throws {
    guard pairs > 0, block > 0 else { throw ValidationError("--pairs and --block take numbers over 0.") }
  }

  func run() async throws {
    var report = ONNXOverheadReport(
      conditions: Conditions(seed: 0), runtime: "ONNX Runtime \(try ONNXRuntimeLibrary.shared.version)")
    for model in models {
      let overhead = try await Overhead(of: URL(filePath: model), blockNanoseconds: block * 1e6)
      report.rows.append(try overhead.row(pairs: pairs))
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
    /// The median of the differences of pairs, for one run.
    var difference: Double
    var pairs: Int
    var runsPerBlock: Int
  }

  let conditions: Conditions
  let runtime: String
  var rows: [Row] = []

  var markdown: String {
    var table = MarkdownTable([
      "Model", "ns in C", "ns through ONNXVariant", "difference, ns", "%", "pairs of blocks", "runs a block",
    ])
    for row in rows {
      table.append([
        row.model, Cell.short(row.nanosecondsInC.rounded()),
        Cell.short(row.nanosecondsThroughVariant.rounded()), Cell.short(row.difference.rounded()),
        Cell.percent(row.difference / row.nanosecondsInC), "\(row.pairs)", "\(row.runsPerBlock)",
      ])
    }
    return "\(runtime), one thread; \(conditions.text)\n\n\(table.text)"
  }
}

/// One model, asked in both ways.
private struct Overhead {
  let url: URL
  let loaded: any SynchronousLoadedVariant
  let calls: OpaquePointer
  let sample: Tensor
  let runs: Int

  init(of url: URL, blockNanoseconds: Double) async throws {
    self.url = url
    let variant = ONNXVariant("model", at: url, format: .fp32, options: ONNXOptions(threads: 1))
    guard let loaded = try await variant.load() as? any SynchronousLoadedVariant & InputShapeReporting else {
      throw ValidationError("\(url.lastPathComponent) has no input of floats whose shape is known.")
    }
    self.loaded = loaded
    let shape = loaded.inputShape
    sample = try Tensor(shape: shape, scalars: (0..<shape.reduce(1, *)).map { Float($0 % 7) / 7 })
    var problem: UnsafePointer<CChar>?
    let path = url.path(percentEncoded: false)
    guard let calls = onnx_calls_open(try ONNXRuntimeLibrary.shared.path, path, &problem) else {
      throw ValidationError(problem.map { String(cString: $0) } ?? "the session cannot be opened")
    }
    self.calls = calls
    var times: [Double] = []
    for _ in 0..<200 { times.append(try Self.time(loaded, sample, 1)) }
    runs = max(1, Int(blockNanoseconds / max(times.sorted()[100], 1)))
  }

  func row(pairs: Int) throws -> ONNXOverheadReport.Row {
    var inC: [Double] = []
    var through: [Double] = []
    var differences: [Double] = []
    for pair in 0..<pairs {
      let order = pair.isMultiple(of: 2)
      let first = order ? try timeInC() : try Self.time(loaded, sample, runs)
      let second = order ? try Self.time(loaded, sample, runs) : try timeInC()
      let (c, swift) = order ? (first, second) : (second, first)
      inC.append(c / Double(runs))
      through.append(swift / Double(runs))
      differences.append((swift - c) / Double(runs))
    }
    let median = { (values: [Double]) in values.sorted()[values.count / 2] }
    return ONNXOverheadReport.Row(
      model: url.deletingPathExtension().lastPathComponent, nanosecondsInC: median(inC),
      nanosecondsThroughVariant: median(through), difference: median(differences), pairs: pairs,
      runsPerBlock: runs)
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
