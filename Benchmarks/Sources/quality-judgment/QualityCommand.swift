import ArgumentParser
import NetWeightCore
import Reporting

@main
struct QualityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality-judgment",
    abstract: "How often the judgment of quality certifies or breaks what it should not, and what it sees.")

  enum Part: String, ExpressibleByArgument, CaseIterable { case certified, slices, groups, bootstrap }

  @Option(parsing: .upToNextOption, help: "What to examine: certified, slices, groups, bootstrap.")
  var parts = Part.allCases
  @Option(parsing: .upToNextOption, help: "Sizes of the sets of right and wrong answers.")
  var samples = [200, 300, 1_000, 10_000]
  @Option(help: "Simulated sets of what is not counted out.")
  var sets = 100_000
  @Option(help: "Simulated sets of each metric that is judged by the bootstrap.")
  var bootstrapSets = 2_000
  @Option(help: "Where random choices start.")
  var seed: UInt64 = 1
  @OptionGroup var publication: Publication

  func run() async throws {
    var report = QualityReport(seed: seed, sets: sets)
    let margins = [0.01, 0.02]
    let discordances = [0.005, 0.01, 0.02, 0.05, 0.1]
    if parts.contains(.certified) {
      var part = await CertifiedPart(samples: samples, margins: margins, discordances: discordances)
      await part.addPromises(
        margins: margins, discordances: [0, 0.001] + discordances, upTo: samples.max() ?? 0)
      report.certified = part
      try publication.save(report)
    }
    if parts.contains(.slices) {
      report.slices = await SlicePart(
        sizes: [50, 100, 500], discordances: [0.02, 0.05, 0.1], drops: [0.05, 0.1, 0.2, 0.4], margin: 0.02,
        runs: sets, seed: seed)
      try publication.save(report)
    }
    if parts.contains(.groups) {
      report.groups = await GroupPart(correlations: [0, 0.1, 0.5, 1], sets: sets, seed: seed)
      try publication.save(report)
    }
    if parts.contains(.bootstrap) {
      report.bootstrap = try await BootstrapPart(samples: [200, 1_000], sets: bootstrapSets, seed: seed)
    }
    try publication.publish(report, markdown: report.markdown, place: "quality-judgment")
  }
}
