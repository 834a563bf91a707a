import ArgumentParser
import CAllocationCount
import NetWeightCore
import Reporting
import Works

@main
struct OverheadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overhead", abstract: "Nanoseconds that a harness adds to each call, and what it allocates.")

  @Option(help: "How often each figure is taken; the median is printed.")
  var repetitions = 9
  @Flag(help: "Leave out the peers, which have to be built first.")
  var withoutPeers = false
  @OptionGroup var publication: Publication

  func run() async throws {
    var report = OverheadReport(conditions: Conditions(seed: 1))
    report.add("reading the clock once", (0..<repetitions).map { _ in Self.clockRead() })
    try await measureNetWeight(into: &report)
    if !withoutPeers { try measurePeers(into: &report) }
    try publication.publish(report, markdown: report.markdown, place: "overhead")
  }

  private static func clockRead() -> Double {
    let reads = 1_000_000
    var last: UInt64 = 0
    let start = Clock.nanoseconds()
    for _ in 0..<reads { last = Clock.nanoseconds() }
    return Double(last - start) / Double(reads)
  }

  private func measureNetWeight(into report: inout OverheadReport) async throws {
    let variant = RecordingVariant(capacity: 1 << 16)
    let input = Tensor(vector: [0])
    // Looks often enough for a long run, and a limit of which nobody can be sure: A against A at exactly 1.
    let claim = LatencyClaim(quantile: 0.5, limit: 1, floor: 1.003)
    var overheads: [Double] = []
    var withoutAllocation = 0
    for _ in 0..<repetitions {
      variant.clear()
      for _ in 0..<8_192 { _ = try variant.predict(input) }
      let plain = Self.typical(variant.gaps.map(\.nanoseconds))
      variant.clear()
      _ = try await LatencyMeasurement(claim: claim, budget: 10).run(
        reference: ("empty", variant), candidate: ("empty", variant), inputs: [input], quantity: "p50")
      // The first calls warm up: those are not timed in blocks.
      let gaps = Array(variant.gaps.dropFirst(403))
      overheads.append(Self.typical(gaps.map(\.nanoseconds)) - plain)
      withoutAllocation += gaps.filter { $0.allocations == 0 }.count
      report.gaps += gaps.count
    }
    report.add("NetWeight, a timed call over an empty loop", overheads)
    if allocation_count_works() {
      report.sharesWithoutAllocation = Double(withoutAllocation) / Double(max(report.gaps, 1))
    }
  }

  private func measurePeers(into report: inout OverheadReport) throws {
    for peer in [PeerExecutable.google, .ordoOne] { try peer.build() }
    let slope = PeerSlope(repetitions: repetitions)
    report.add("google/swift-benchmark, an iteration", try slope.google())
    report.add("ordo-one/benchmark, an iteration, wall clock only", try slope.ordo(allMetrics: false))
    report.add("ordo-one/benchmark, an iteration, default metrics", try slope.ordo(allMetrics: true))
  }

  /// The mean of the lower half: clocks step by several nanoseconds, so a median would too, and above are the gaps
  /// between blocks and interruptions.
  private static func typical(_ values: [Double]) -> Double {
    let lower = values.sorted().prefix((values.count + 1) / 2)
    return lower.reduce(0, +) / Double(lower.count)
  }
}
