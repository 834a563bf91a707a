import ArgumentParser
import Foundation
import NetWeightCore
import NetWeightONNX
import Reporting

/// What each way to compress the digits models was meant to be, what ran, and how fast.
@main
struct ONNXFixturesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onnx-fixtures",
    abstract: "Every ONNX fixture: what it was meant to be, what ran, what was found, and its time.")

  @Option(help: "The folder of the fixtures.")
  var folder = "../Tests/NetWeightONNXTests/Fixtures"
  @Option(help: "Only the fixtures whose names contain this.")
  var only = ""
  @Option(help: "NetWeight's time budget for one ratio, in seconds.")
  var budget = 10.0
  @OptionGroup var publication: Publication

  func run() async throws {
    let folder = URL(filePath: folder)
    var report = ONNXFixturesReport(
      conditions: Conditions(seed: 0), runtime: "ONNX Runtime \(try ONNXRuntimeLibrary.shared.version)")
    for fixture in try Fixture.all(in: folder) where only.isEmpty || fixture.name.contains(only) {
      report.rows.append(try await observe(fixture, in: folder))
      Progress.say(fixture.name)
      try publication.save(report)
    }
    try publication.publish(report, markdown: report.markdown, place: "onnx-fixtures")
  }

  private func observe(_ fixture: Fixture, in folder: URL) async throws -> ONNXFixturesReport.Row {
    let (variant, reference) = (fixture.variant(in: folder), fixture.referenceVariant(in: folder))
    let input = Tensor(vector: (0..<64).map { Float($0 % 17) / 16 })
    var placement = try await variant.placement(on: [input])
    var expectation = PlacementExpectation(
      format: fixture.meant, provider: variant.executionProvider, bytes: try variant.artefactBytes())
    if fixture.file != fixture.reference {
      expectation.reference = PlacementExpectation.Reference(
        name: reference.name, format: .fp32, placement: try await reference.placement(on: [input]),
        bytes: try reference.artefactBytes())
      try await expectation.confirmSlowKernels(in: &placement) {
        try await variant.placement(on: [input])
      } against: {
        try await reference.placement(on: [input])
      }
    }
    let claim = LatencyClaim(quantile: 0.5, limit: 1.02)
    let latency = try await LatencyMeasurement(claim: claim, budget: budget).run(
      reference: (reference.name, try await reference.load()),
      candidate: (variant.name, try await variant.load()), inputs: [input], quantity: "p50")
    return ONNXFixturesReport.Row(
      fixture, placement, expectation.findings(in: placement), latency, bytes: expectation.bytes ?? 0)
  }
}
