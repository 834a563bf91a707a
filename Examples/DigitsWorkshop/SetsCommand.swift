import ArgumentParser
import Foundation
import ModelCompression
import NetWeightCore

/// Splits the data by a fixed seed and writes the sample sets.
struct SetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sets", abstract: "Writes manifest, train, calibration, gold and hard from digits.csv.")

  @Option(help: "The file that fetch-digits.sh leaves.") var csv: String
  @Option(help: "The folder to write to.") var output: String
  @Option(help: "Decides split and distortions.") var seed: UInt64 = 1998

  func run() throws {
    let digits = try DigitsFile(path: csv).lines
    var generator = SplitMix64(seed: seed)
    let order = generator.shuffled(digits)
    // Calibration, gold and the originals of hard have round numbers; training gets the rest.
    let (calibration, gold, originals) = (order[..<100], order[100..<500], order[500..<700])
    let hard = Distortion.allCases.flatMap { distortion in
      byId(originals).map { distorted($0, by: distortion, using: &generator) }
    }
    let files = [
      "train.jsonl": byId(order[700...]),
      "calibration.jsonl": byId(calibration),
      "gold.jsonl": byId(gold).map { line in
        SampleLine(
          id: line.id, input: line.input.elements, label: line.digit, slices: ["digit-\(line.digit)"])
      },
      "hard.jsonl": hard,
    ]
    try write(files)
  }

  private func byId(_ lines: ArraySlice<SampleLine>) -> [SampleLine] { lines.sorted { $0.id < $1.id } }

  private func distorted(
    _ line: SampleLine, by distortion: Distortion, using generator: inout SplitMix64
  ) -> SampleLine {
    let pixels = distortion.apply(to: line.input.elements.map(Double.init), strength: 1, using: &generator)
    return SampleLine(
      id: "\(line.id)-\(distortion.rawValue)", group: line.id, input: stored(pixels), label: line.digit,
      slices: [distortion.rawValue])
  }

  private func write(_ files: [String: [SampleLine]]) throws {
    let folder = URL(filePath: output, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var entries: [String: Manifest.File] = [:]
    for (name, lines) in files {
      let data = try lines.reduce(into: Data()) { data, line in
        data += try encoder.encode(line)
        data.append(UInt8(ascii: "\n"))
      }
      try data.write(to: folder.appending(path: name), options: .atomic)
      entries[name] = Manifest.File(sha256: Digest.hexadecimal(of: data), samples: lines.count)
      print("\(name): \(lines.count) samples, \(data.count) bytes")
    }
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let manifest = try encoder.encode(manifest(entries)) + Data("\n".utf8)
    try manifest.write(to: folder.appending(path: "manifest.json"), options: .atomic)
  }

  private func manifest(_ files: [String: Manifest.File]) -> Manifest {
    Manifest(
      name: "digits",
      origin: "Optical Recognition of Handwritten Digits, UCI Machine Learning Repository: its test part, as "
        + "shipped in scikit-learn 1.9.1 (sklearn/datasets/data/digits.csv.gz)",
      licence: "CC-BY-4.0",
      attribution: "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning "
        + "Repository, 1998, https://doi.org/10.24432/C50P49. Split, and in hard.jsonl distorted, by NetWeight.",
      made: "Examples/DigitsWorkshop/fetch-digits.sh, then "
        + "swift run -c release DigitsWorkshop sets --csv digits.csv --output GoldSets/digits",
      inputShape: [64], classes: 10, preprocessing: "digits-1", files: files)
  }
}
