import Foundation
import NetWeightCore

/// Random texts as of Scripts/metric-oracles.py.
struct OracleTexts {
  /// Each output is the index of its text.
  private(set) var samples: ScoredSamples = []
  private var answers: [String] = []

  /// What a metric decodes outputs with.
  var decode: @Sendable (Tensor) throws -> String {
    { [answers] output in answers[Int(output.scalars[0])] }
  }

  private let words: [String]
  private var draws: SeededGenerator

  init(_ draws: SeededGenerator, mostReferences: Int, words: [String]) {
    self.draws = draws
    self.words = words
    for index in 0..<(1 + self.draws.below(6)) {
      var first: [String] = []
      for _ in 0..<self.draws.below(14) { first.append(word()) }
      var references = [joined(first)]
      for _ in 0..<self.draws.below(mostReferences) { references.append(joined(varied(first))) }
      answers.append(self.draws.chance(0.05) ? "" : joined(varied(first)))
      samples.append((Tensor(vector: [Float(index)]), .texts(references)))
    }
  }

  private mutating func word() -> String { words[draws.below(words.count)] }

  private mutating func varied(_ words: [String]) -> [String] {
    var result: [String] = []
    for one in words {
      let fate = draws.below(10)
      if fate == 7 { continue }
      result.append(fate == 8 ? word() : one)
      if fate == 9 { result.append(word()) }
    }
    return result
  }

  private mutating func joined(_ words: [String]) -> String {
    var text = ""
    for (index, word) in words.enumerated() {
      if index > 0 {
        let kind = draws.below(10)
        text += kind >= 7 ? ["", "  ", "\t"][kind - 7] : " "
      }
      text += word
    }
    return text
  }
}
