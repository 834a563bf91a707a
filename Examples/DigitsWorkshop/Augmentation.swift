import Foundation
import ModelCompression
import NetWeightCore

/// The training split, distorted anew in each epoch: mildly, because the hard set is meant to stay harder than
/// anything that was trained on.
struct Augmentation {
  let lines: [SampleLine]
  /// Pictures made of each original per epoch.
  let copies: Int
  /// The part with light and dark exchanged: a rare domain that a model learns and compression may forget.
  let invertedShare = 0.08

  init(split url: URL, copies: Int) throws {
    let decoder = JSONDecoder()
    lines = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(SampleLine.self, from: Data($0))
    }
    self.copies = copies
  }

  func examples(using generator: inout SplitMix64) -> [TrainingExample] {
    var examples: [TrainingExample] = []
    for line in lines {
      for _ in 0..<copies {
        let pixels = picture(line.input.elements.map(Double.init), using: &generator)
        let target = (0..<10).map { Float($0 == line.digit ? 1 : 0) }
        examples.append(TrainingExample(input: stored(pixels).map { $0 / 16 }, target: target))
      }
    }
    return examples
  }

  private func picture(_ pixels: Pixels, using generator: inout SplitMix64) -> Pixels {
    if generator.uniform(in: 0...1) < invertedShare {
      return Distortion.inversion.apply(to: pixels, strength: 1, using: &generator)
    }
    let mild: [Distortion?] = [nil, .noise, .shift, .rotation, .occlusion, .blur, .lowContrast]
    guard let distortion = mild[generator.below(mild.count)] else { return pixels }
    return distortion.apply(to: pixels, strength: generator.uniform(in: 0.2...0.7), using: &generator)
  }
}
