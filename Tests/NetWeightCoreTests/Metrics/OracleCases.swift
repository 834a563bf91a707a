import Foundation
import NetWeightCore

/// Samples of a set: what a variant gave, and what was expected.
typealias ScoredSamples = [(output: Tensor, target: Target)]

/// The random cases of Scripts/metric-oracles.py, function by function: each draws in the same order as its counterpart.
extension SeededGenerator {
  mutating func below(_ count: Int) -> Int { Int(uniform() * Double(count)) }

  mutating func chance(_ share: Double) -> Bool { uniform() < share }

  mutating func score(tied: Bool) -> Float { tied ? Float(below(5) - 2) : Float(uniform() * 8 - 4) }

  mutating func classification(fewestClasses: Int = 2, withNaN: Bool = false) -> ScoredSamples {
    let classes = fewestClasses + below(6)
    var labels = fewestClasses == 1 ? max(2, classes) : classes
    let count = 1 + below(40)
    let tied = chance(0.5)
    if chance(0.3) { labels = 1 + below(labels) }
    let someNaN = withNaN && chance(0.2)
    var samples: ScoredSamples = []
    for _ in 0..<count {
      let label = below(labels)
      var scores: [Float] = []
      for _ in 0..<classes { scores.append(score(tied: tied)) }
      if label < classes && chance(0.4) { scores[label] += 2 }
      if someNaN && chance(0.2) { scores[below(classes)] = .nan }
      samples.append((Tensor(vector: scores), .label(label)))
    }
    return samples
  }

  mutating func regression() -> ScoredSamples {
    let outputs = 1 + below(4)
    let count = 1 + below(40)
    let kind = below(4)
    let isExact = chance(0.15)
    var samples: ScoredSamples = []
    for _ in 0..<count {
      var truths: [Float] = []
      for _ in 0..<outputs { truths.append(truth(kind)) }
      var answers: [Float] = []
      for truth in truths { answers.append(isExact ? truth : truth + Float(uniform() * 2 - 1)) }
      samples.append((Tensor(vector: answers), .values(truths)))
    }
    return samples
  }

  private mutating func truth(_ kind: Int) -> Float {
    switch kind {
    case 0: Float(below(5) - 2)
    case 1: Float(uniform() * 8 - 4)
    case 2: Float(100 + uniform())
    default: 0.1
    }
  }

  mutating func language() throws -> ScoredSamples {
    let vocabulary = 2 + below(30)
    let tied = chance(0.3)
    var samples: ScoredSamples = []
    for _ in 0..<(1 + below(6)) {
      var tokens: [Int] = []
      for _ in 0..<(1 + below(12)) { tokens.append(below(vocabulary)) }
      var logits: [Float] = []
      for _ in 0..<tokens.count * vocabulary { logits.append(score(tied: tied)) }
      samples.append((try Tensor(shape: [tokens.count, vocabulary], scalars: logits), .tokens(tokens)))
    }
    return samples
  }

  mutating func retrieval() -> ScoredSamples {
    var samples: ScoredSamples = []
    for _ in 0..<(1 + below(10)) {
      let documents = 2 + below(12)
      let tied = chance(0.5)
      let isGraded = chance(0.7)
      let isBarren = chance(0.15)
      var relevances: [Float] = []
      for _ in 0..<documents { relevances.append(relevance(isGraded)) }
      if isBarren { relevances = relevances.map { _ in 0 } }
      var scores: [Float] = []
      for _ in 0..<documents { scores.append(score(tied: tied)) }
      samples.append((Tensor(vector: scores), .relevances(relevances)))
    }
    return samples
  }

  private mutating func relevance(_ isGraded: Bool) -> Float {
    if chance(0.5) { return 0 }
    return isGraded ? Float(below(4)) : Float(uniform())
  }
}
