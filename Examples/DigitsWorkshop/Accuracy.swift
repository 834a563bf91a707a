import Foundation
import ModelCompression
import NetWeightCore

/// The share of right answers of each model file, on gold and on each slice of hard.
struct Accuracy {
  let sets: URL
  let models: URL

  func print() async throws {
    let preprocessing = Preprocessing.scaled(by: 1 / 16, version: "digits-1")
    let gold = try SampleSet(.gold, folder: sets, preprocessing: preprocessing)
    let hard = try SampleSet(.hard, folder: sets, preprocessing: preprocessing)
    for (name, format) in [("fp32", NumericFormat.fp32), ("int8", .int8), ("pruned", .fp32)] {
      let url = models.appending(path: "\(name).safetensors")
      let model = try await EmbeddedVariant(name, at: url, format: format).load()
      let samples = try hard.samples
      var parts = try await ["gold \(share(gold.samples, model))", "hard \(share(samples, model))"]
      for slice in Set(samples.flatMap(\.slices)).sorted() {
        let members = samples.filter { $0.slices.contains(slice) }
        try await parts.append("\(slice) \(share(members, model))")
      }
      Swift.print("\(name): \(parts.joined(separator: ", "))")
    }
  }

  private func share(_ samples: [Sample], _ model: any LoadedVariant) async throws -> String {
    var right = 0
    for sample in samples {
      let scores = try await model.predict(sample.input).scalars
      if scores.indices.max(by: { scores[$0] < scores[$1] }) == sample.target.label { right += 1 }
    }
    let percent = 100 * Double(right) / Double(samples.count)
    return String(format: "%.2f %% (%d/%d)", percent, right, samples.count)
  }
}
