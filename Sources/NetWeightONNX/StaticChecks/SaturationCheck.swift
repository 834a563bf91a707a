import NetWeightCore

/// Counts pairs of signed 8-bit weights that overflow where unsigned 8-bit activations meet them without VNNI.
///
/// The instruction of AVX2 and AVX-512 (`vpmaddubsw`) multiplies two neighbours of a sum and adds the products in 16
/// bits, which saturate. Activations reach 255, so a pair can overflow when its weights have one sign and their
/// magnitudes add up to more than 128: 255 · 129 is over 32,767.
///
/// Which weights are neighbours was checked on a processor with AVX2: every answer of ONNX Runtime 1.31's MatMulInteger,
/// QLinearConv and dequantized MatMul and Gemm was, bit for bit, the sum of such pairs; those of ConvInteger and of
/// depthwise convolutions were exact.
struct SaturationCheck {
  /// Whether this processor has instructions without that sum; nil when it is not known.
  let hasExactDotProduct: Bool?
  /// Whether the model is to give the same answers without them. How much of it happens depends on the activations, which
  /// the file does not tell, so it is a remark otherwise: gates on quality see what it does on the processor that they
  /// run on.
  let mayLackIt: Bool

  /// - Throws: ``ONNXModelFileError``.
  func findings(in uses: [WeightUse]) throws(ONNXModelFileError) -> [StaticFinding] {
    var findings: [StaticFinding] = []
    var seen: Set<String> = []
    for use in uses {
      guard use.activation == .uint8, use.weights.elementType == .int8,
        seen.insert(use.weights.name).inserted,
        let pairs = try Self.pairs(in: use), pairs.saturating > 0
      else { continue }
      let share = Format.significant(Double(pairs.saturating) / Double(pairs.all) * 100, 2)
      findings.append(
        StaticFinding(
          .saturation, isRemark: !mayLackIt, of: "weights '\(use.weights.name)' of \(use.node.title)",
          "have \(pairs.saturating) of \(pairs.all) pairs (\(share) %) that can overflow 16 bits",
          consequence:
            "with uint8 activations a processor without VNNI\(thisOne) can give other answers than one with it",
          next: "quantize with reduce_range, or with uint8 weights, if it is to run on both"))
    }
    return findings
  }

  private var thisOne: String {
    switch hasExactDotProduct {
    case true: ", which this one has,"
    case false: ", as this one,"
    case nil: ""
    }
  }

  /// How many pairs can overflow, of how many; nil where no two weights are added in that way.
  static func pairs(in use: WeightUse) throws(ONNXModelFileError) -> (saturating: Int, all: Int)? {
    let shape = use.weights.shape
    guard let order = SumOrder(use.layout, of: shape), order.length > 1 else { return nil }
    // Each channel of its own has a kernel of its own, which adds in 32 bits.
    if use.layout == .filter, shape[1] == 1 { return nil }
    let data = try use.weights.bytes()
    guard data.count == order.sums * order.length else { return nil }
    let saturating = data.withUnsafeBytes { bytes in
      let weights = bytes.bindMemory(to: Int8.self)
      var found = 0
      for pair in 0..<order.length / 2 {
        let (first, second) = (order.offset(of: 2 * pair), order.offset(of: 2 * pair + 1))
        order.forEachSum { start in
          // Of one sign, or their magnitudes would not add up to that.
          let sum = Int16(weights[start + first]) + Int16(weights[start + second])
          found += sum > 128 || sum < -128 ? 1 : 0
        }
      }
      return found
    }
    return (saturating, order.length / 2 * order.sums)
  }
}

/// The order in which the kernels of ONNX Runtime add up weights: which are neighbours.
private struct SumOrder {
  /// How many weights one sum has.
  let length: Int
  /// How many sums there are.
  let sums: Int
  /// From the first weight of one sum to that of the next.
  private let sumStride: Int
  /// Sums of one matrix, and from one matrix to the next.
  private let sumsPerMatrix: Int
  private let matrixStride: Int
  private let layout: MultipliedOperand.Layout
  private let columns: Int
  private let channels: Int
  private let places: Int

  /// - Returns: nil of weights that are not added in an order that is known.
  init?(_ layout: MultipliedOperand.Layout, of shape: [Int]) {
    guard shape.count >= 2, !shape.contains(0) else { return nil }
    self.layout = layout
    let all = shape.reduce(1, *)
    switch layout {
    case .columns:
      length = shape[shape.count - 2]
      columns = shape[shape.count - 1]
      (sumStride, sumsPerMatrix, matrixStride) = (1, columns, columns * length)
      (channels, places) = (1, 1)
    case .rows, .filter:
      length = all / shape[0]
      columns = 1
      (sumStride, sumsPerMatrix, matrixStride) = (length, shape[0], all)
      (channels, places) = (shape[1], length / shape[1])
    case .other: return nil
    }
    sums = all / length
  }

  /// Where a weight of a sum is, from the sum's first.
  func offset(of index: Int) -> Int {
    switch layout {
    case .columns: index * columns
    case .filter: index % channels * places + index / channels
    case .rows, .other: index
    }
  }

  @inline(__always)
  func forEachSum(_ body: (Int) -> Void) {
    for matrix in 0..<sums / sumsPerMatrix {
      for sum in 0..<sumsPerMatrix { body(matrix * matrixStride + sum * sumStride) }
    }
  }
}
