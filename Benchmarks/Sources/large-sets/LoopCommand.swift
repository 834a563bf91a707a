import ArgumentParser
import Foundation
import ModelCompression
import NetWeightCore
import Reporting

/// What one would write without NetWeight: two models, a loop and two counters, on one thread.
struct LoopRuns: Codable {
  let samples: Int
  /// Both models on samples in memory, and with each line parsed before.
  let seconds, secondsWithParsing: Double
}

struct LoopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop", abstract: "Times plain loops over one set.", shouldDisplay: false)

  @Argument(help: "The set's folder.")
  var folder: String

  private struct Line: Decodable {
    let input: [Float]
    let label: Int
  }

  func run() async throws {
    let url = URL(filePath: folder)
    let set = try SampleSet(.gold, folder: url, preprocessing: Digits.preprocessing)
    let samples = try set.samples
    let full = try await Self.load(Digits.full)
    let small = try await Self.load(Digits.small)
    var right = (0, 0)
    func ask(_ input: Tensor, _ label: Int?) throws {
      if try full.predict(input).indexOfHighest == label { right.0 += 1 }
      if try small.predict(input).indexOfHighest == label { right.1 += 1 }
    }
    let clock = ContinuousClock()
    let plain = try clock.measure {
      for sample in samples { try ask(sample.input, sample.target.label) }
    }
    let data = try Data(contentsOf: url.appending(path: "gold.jsonl"))
    let parsing = try clock.measure {
      for line in data.split(separator: UInt8(ascii: "\n")) {
        let line = try JSONDecoder().decode(Line.self, from: line)
        try ask(Tensor(vector: line.input.map { $0 / 16 }), line.label)
      }
    }
    Progress.say("\(right)")
    print(
      try prettyJSON(
        LoopRuns(
          samples: samples.count, seconds: plain / .seconds(1), secondsWithParsing: parsing / .seconds(1))))
  }

  private static func load(_ variant: EmbeddedVariant) async throws -> any SynchronousLoadedVariant {
    guard let loaded = try await variant.load() as? any SynchronousLoadedVariant else {
      throw ValidationError("the embedded runtime no longer answers on the calling thread")
    }
    return loaded
  }
}
