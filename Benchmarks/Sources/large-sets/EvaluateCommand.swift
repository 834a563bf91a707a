import ArgumentParser
import Foundation
import NetWeightCore
import Reporting

/// What an evaluation took.
struct EvaluationRun: Codable {
  let samples: Int
  let accuracy: Double
  /// Opening the set, which reads the file once, and the evaluation.
  let openingSeconds, seconds: Double
  /// The most that was resident, in bytes, and the most of it that was not pages of files, as looked at every 5 ms; nil
  /// where the system does not say.
  let peakBytes, peakAnonymousBytes: Int?
}

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Evaluates one set and prints what it took.", shouldDisplay: false)

  @Argument(help: "The set's folder.")
  var folder: String

  func run() async throws {
    let watch = MemoryWatch()
    watch.start()
    let clock = ContinuousClock()
    let start = clock.now
    let set = try SampleSet(.gold, folder: URL(filePath: folder), preprocessing: Digits.preprocessing)
    let opened = clock.now
    let evaluation = try await PairedEvaluation(
      of: Digits.small, from: .variant(Digits.full), in: .accuracy, on: set)
    let end = clock.now
    let run = EvaluationRun(
      samples: set.count, accuracy: evaluation.evidence.whole.candidateValue,
      openingSeconds: (opened - start) / .seconds(1), seconds: (end - opened) / .seconds(1),
      peakBytes: MemoryWatch.bytes("VmHWM"), peakAnonymousBytes: watch.peakAnonymousBytes)
    print(try prettyJSON(run))
  }
}
