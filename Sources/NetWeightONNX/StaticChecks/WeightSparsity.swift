/// How many of the weights of one tensor are exactly zero.
package struct WeightSparsity: Hashable, Sendable {
  /// The tensor.
  package let name: String
  package let elementType: ONNXElementType
  package let shape: [Int]
  /// Of ``count``; nil of weights that are packed in a way of their own.
  package let zeros: Int?
  package let count: Int
  /// Infinite ones and NaN.
  package let notFinite: Int

  /// 0…1.
  package var share: Double? { zeros.map { count == 0 ? 0 : Double($0) / Double(count) } }

  /// - Throws: ``ONNXModelFileError``.
  init(_ use: WeightUse) throws(ONNXModelFileError) {
    name = use.weights.name
    elementType = use.weights.elementType
    shape = use.weights.shape
    count = use.weights.count
    let tally = use.zeroPoint == nil ? try ElementTally(use.weights) : nil
    notFinite = tally.map { $0.infinite + $0.notANumber } ?? 0
    // The bytes of MatMulNBits hold two weights of 4 bits, or parts of blocks with padding.
    if use.node.operatorType == "MatMulNBits" {
      zeros = nil
    } else if let tally {
      zeros = tally.zeros
    } else {
      zeros = try Self.zeros(use)
    }
  }

  private static func zeros(_ use: WeightUse) throws(ONNXModelFileError) -> Int? {
    guard let zeroPoint = use.zeroPoint else { return nil }
    guard let points = try zeroPoint.floats(), let first = points.first else { return nil }
    if points.allSatisfy({ $0 == first }) {
      // A damaged file may have a zero point of any type.
      guard let point = Int(exactly: first) else { return nil }
      return try ElementTally(use.weights, zeroPoint: point)?.zeros
    }
    // Lengths of a tensor without elements may be of any size.
    guard use.weights.count > 0, let axis = use.axis, use.weights.shape.indices.contains(axis),
      use.weights.shape[axis] == points.count,
      let values = try use.weights.floats()
    else { return nil }
    let inner = use.weights.shape[(axis + 1)...].reduce(1, *)
    return values.indices.count { values[$0] == points[$0 / inner % points.count] }
  }
}
