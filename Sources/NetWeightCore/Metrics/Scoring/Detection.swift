/// A box that a model found.
struct Detection {
  let box: Box
  let score: Float

  /// The detections of an output of shape `[count, 6]`; none of an empty one. One of a negative class only fills up an
  /// output of fixed length.
  static func all(of output: Tensor, for metric: String) throws -> [Detection] {
    if output.scalars.isEmpty { return [] }
    guard output.shape.count == 2, output.shape[1] == 6 else {
      throw TargetMismatch(
        metric: metric,
        problem: "the output has shape \(output.shape), expected [detections, 6]: "
          + "left, top, right, bottom, score, class")
    }
    let scalars = try output.finiteScalars(for: metric)
    return try stride(from: 0, to: scalars.count, by: 6).compactMap { start in
      let row = scalars[start..<start + 6]
      guard row[start + 5] >= 0 else { return nil }
      guard let label = Int(exactly: row[start + 5]) else {
        throw TargetMismatch(
          metric: metric,
          problem: "detection \(start / 6) has class \(row[start + 5]), expected a whole number")
      }
      let box = Box(
        left: row[start], top: row[start + 1], right: row[start + 2], bottom: row[start + 3], label: label)
      return Detection(box: box, score: row[start + 4])
    }
  }

  /// Which boxes of one class are hits: each detection, the highest score first, takes the box that it overlaps most
  /// of those that no other took, if it does so by the threshold at least.
  /// - Parameters:
  ///   - overlaps: of each detection with each box.
  ///   - threshold: 0…1.
  static func hits(overlaps: [[Double]], threshold: Double) -> [Bool] {
    var taken: Set<Int> = []
    return overlaps.map { overlaps in
      // A threshold of 1 is for boxes that are the same but for rounding.
      let reach = min(threshold, 1 - 1e-10)
      let free = overlaps.indices.filter { !taken.contains($0) && overlaps[$0] >= reach }
      // Of equal ones the last, as COCO's own evaluation has it.
      guard let best = free.max(by: { (overlaps[$0], $0) < (overlaps[$1], $1) }) else { return false }
      taken.insert(best)
      return true
    }
  }
}

extension Box {
  /// The intersection over union (Jaccard's index), 0…1; 0 where they do not overlap.
  func overlap(with other: Box) -> Double {
    let width = min(Double(right), Double(other.right)) - max(Double(left), Double(other.left))
    let height = min(Double(bottom), Double(other.bottom)) - max(Double(top), Double(other.top))
    guard width > 0, height > 0 else { return 0 }
    return width * height / (area + other.area - width * height)
  }

  private var area: Double {
    (Double(right) - Double(left)) * (Double(bottom) - Double(top))
  }
}
