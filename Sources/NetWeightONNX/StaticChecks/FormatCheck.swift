import NetWeightCore

/// Looks at the formats of the weights that are multiplied: whether the file is what it is meant to be.
struct FormatCheck {
  /// Weights by format; those in none that has a name here are left out.
  let weights: [NumericFormat: Int]
  private let largestOther: (NumericFormat) -> [WeightUse]

  init(_ uses: [WeightUse]) {
    var weights: [NumericFormat: Int] = [:]
    var seen: Set<String> = []
    let uses = uses.filter { seen.insert($0.weights.name).inserted }
    for use in uses {
      guard let format = use.format else { continue }
      weights[format, default: 0] += use.weightCount
    }
    self.weights = weights
    largestOther = { expected in
      uses.filter { $0.format != expected }.sorted { $0.weightCount > $1.weightCount }
    }
  }

  /// What is not in the format that is expected. Whether a layer may stay as it is depends on what runs; a file in which
  /// nothing was done needs no run.
  func findings(expecting format: NumericFormat) -> [StaticFinding] {
    guard format.bits < 32, !weights.isEmpty else { return [] }
    let all = weights.values.reduce(0, +)
    let others = largestOther(format)
    guard weights[format, default: 0] < all, let largest = others.first else { return [] }
    let share = Double(all - weights[format, default: 0]) / Double(all)
    let nothing = weights[format, default: 0] == 0
    let names = others.prefix(3).map { "'\($0.weights.name)' of \($0.node.title)" }.joined(separator: ", ")
    return [
      StaticFinding(
        .nothingCompressed, isRemark: !nothing,
        of: names + (others.count > 3 ? " and \(others.count - 3) more" : ""),
        "are stored as \(largest.weights.elementType): \(Format.significant(share * 100, 3)) % of \(all) weights "
          + "are not \(format)",
        consequence: nothing ? "the model was not compressed at all" : "these are not compressed",
        next: nothing
          ? "check the recipe: quantizers skip operators that they do not know, and say nothing"
          : "see below what ran, or quantize these too")
    ]
  }
}

extension WeightUse {
  /// The format that the weights are stored in.
  var format: NumericFormat? {
    if node.operatorType == "MatMulNBits" {
      switch node.integer("bits", default: 4) {
      case 4: return .int4
      case 8: return .int8
      default: return nil
      }
    }
    switch weights.elementType {
    case .int8, .uint8: return .int8
    case .int4, .uint4: return .int4
    case .int16, .uint16: return .int16
    case .double: return .fp64
    case .float: return .fp32
    case .float16: return .fp16
    case .bfloat16: return .bf16
    default: return nil
    }
  }

  /// How many weights there are, of those with several to an element too.
  var weightCount: Int {
    guard node.operatorType == "MatMulNBits" else { return weights.count }
    // What a node says of itself is a claim of the file: at most as many as its bytes can hold.
    let (product, overflow) = node.integer("K", default: 0).multipliedReportingOverflow(
      by: node.integer("N", default: 0))
    let most = weights.count * 8 / max(1, node.integer("bits", default: 4))
    return overflow || product <= 0 ? most : min(product, most)
  }
}
