import NetWeightCore

/// Random images with boxes and detections as of Scripts/metric-oracles.py.
struct OracleImages {
  private(set) var samples: ScoredSamples = []
  private var draws: SeededGenerator
  private let classes: Int
  private let isWhole: Bool

  init(_ draws: SeededGenerator) throws {
    var draws = draws
    classes = 1 + draws.below(3)
    isWhole = draws.chance(0.5)
    let tied = draws.chance(0.3)
    let images = 1 + draws.below(5)
    self.draws = draws
    for _ in 0..<images { try addImage(tied: tied) }
  }

  private mutating func addImage(tied: Bool) throws {
    var truths: [Box] = []
    for _ in 0..<draws.below(6) { truths.append(box()) }
    var found: [Box] = []
    for truth in truths {
      while draws.chance(0.6) { found.append(moved(truth)) }
    }
    let strays = draws.chance(0.02) ? 150 : draws.below(4)
    for _ in 0..<strays { found.append(box()) }
    var scalars: [Float] = []
    for box in found {
      let score = tied ? Float(draws.below(8)) / 8 : Float(draws.uniform())
      scalars += [box.left, box.top, box.right, box.bottom, score, Float(box.label)]
    }
    let output = found.isEmpty ? Tensor(vector: []) : try Tensor(shape: [found.count, 6], scalars: scalars)
    samples.append((output, .boxes(truths)))
  }

  private mutating func length(_ span: Int) -> Double {
    isWhole ? Double(draws.below(span)) : Double(Float(draws.uniform() * Double(span)))
  }

  private mutating func box() -> Box {
    let left = length(20)
    let top = length(20)
    let right = Float(left + 1 + length(20))
    let bottom = Float(top + 1 + length(20))
    return Box(
      left: Float(left), top: Float(top), right: right, bottom: bottom, label: draws.below(classes))
  }

  private mutating func moved(_ box: Box) -> Box {
    let left = Float(Double(box.left) + length(2))
    let top = Float(Double(box.top) + length(2))
    let right = max(left + 1, Float(Double(box.right) + length(2)))
    let bottom = max(top + 1, Float(Double(box.bottom) + length(2)))
    let label = draws.chance(0.15) ? draws.below(classes) : box.label
    return Box(left: left, top: top, right: right, bottom: bottom, label: label)
  }
}
