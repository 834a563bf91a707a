extension QualityMetric {
  /// The mean average precision of detected boxes, 0…1, where a box is found by an overlap (intersection over union) of
  /// at least `iou`.
  ///
  /// The mean over the classes that occur, NaN where none does, of the precision at 101 recalls. M. Everingham et al.,
  /// "The PASCAL Visual Object Classes (VOC) Challenge", IJCV 88 (2010), as COCO's evaluation (pycocotools) has it:
  /// boxes of all areas, none a crowd, the 100 highest scores of each image and class. Detections of equal score keep
  /// the order of samples. A detection of a negative class is left out; an empty output has none.
  /// - Parameter iou: 0…1, usually 0.5.
  public static func meanAveragePrecision(iou: Double) -> QualityMetric {
    meanAveragePrecision("mAP@\(Format.short(iou))", thresholds: [iou])
  }

  /// The mean of ``meanAveragePrecision(iou:)`` over overlaps of 0.5, 0.55, …, 0.95, 0…1: the primary measure of COCO
  /// (T.-Y. Lin et al., "Microsoft COCO: common objects in context", ECCV, 2014).
  public static func meanAveragePrecision() -> QualityMetric {
    meanAveragePrecision("mAP@0.5:0.95", thresholds: (0..<10).map { Double(50 + 5 * $0) / 100 })
  }

  private static func meanAveragePrecision(_ name: String, thresholds: [Double]) -> QualityMetric {
    QualityMetric(name, scoring: MeanAveragePrecision(name: name, thresholds: thresholds))
  }
}

private struct MeanAveragePrecision: RankingScoring {
  static let mostDetections = 100
  let name: String
  let thresholds: [Double]

  /// How many detections and boxes; class, score and hits of each detection, a bit for each threshold; the class of each
  /// box. Their numbers first, since samples that belong together share a row.
  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let boxes = Dictionary(grouping: try target.boxes(for: name), by: \.label)
    let detections = Dictionary(grouping: try Detection.all(of: output, for: name), by: \.box.label)
    let found = detections.keys.sorted().flatMap { label -> [[Double]] in
      let ranked = detections[label, default: []].sorted { $0.score > $1.score }.prefix(Self.mostDetections)
      let overlaps = ranked.map { detection in boxes[label, default: []].map(detection.box.overlap) }
      let hits = thresholds.map { Detection.hits(overlaps: overlaps, threshold: $0) }
      return ranked.indices.map { index in
        let bits = hits.reversed().reduce(0) { 2 * $0 + ($1[index] ? 1 : 0) }
        return [Double(label), Double(ranked[index].score), Double(bits)]
      }
    }
    let labels = boxes.keys.sorted().flatMap { label in boxes[label, default: []].map { _ in Double(label) } }
    return [Double(found.count), Double(labels.count)] + found.joined() + labels
  }

  func ranking(of rows: [[Double]]) -> @Sendable (_ weights: [Double]) -> Double {
    var classes: [Double: RankedDetections] = [:]
    for (row, numbers) in rows.enumerated() {
      var start = 0
      while start < numbers.count {
        let most = 0...numbers.count
        // Of a baseline that was written by hand.
        guard start + 1 < numbers.count, let found = Int(exactly: numbers[start]), most.contains(found),
          let boxes = Int(exactly: numbers[start + 1]), most.contains(boxes),
          start + 2 + 3 * found + boxes <= numbers.count
        else { return { _ in .nan } }
        let firstBox = start + 2 + 3 * found
        let end = firstBox + boxes
        for index in stride(from: start + 2, to: firstBox, by: 3) {
          classes[numbers[index], default: .init()].steps.append(
            .init(row: row, score: numbers[index + 1], hits: Int(exactly: numbers[index + 2]) ?? 0))
        }
        for label in numbers[firstBox..<end] { classes[label, default: .init()].boxes.append(row) }
        start = end
      }
    }
    // In the order of classes: a sum's last bit is not to change from run to run.
    let ranked = classes.keys.sorted().compactMap { classes[$0]?.ranked }
    let count = thresholds.count
    return { weights in
      ranked.compactMap { $0.averagePrecision(weights, thresholds: count) }.mean
    }
  }
}

/// The detections of one class in all images, and its boxes.
private struct RankedDetections: Sendable {
  struct Step {
    let row: Int
    let score: Double
    let hits: Int
  }

  var steps: [Step] = []
  /// The row of each.
  var boxes: [Int] = []

  /// With the highest score first, equal ones in their order, since sorting is stable.
  var ranked: RankedDetections {
    RankedDetections(steps: steps.sorted { $0.score > $1.score }, boxes: boxes)
  }

  /// As multiples and not as quotients, so that recalls at a threshold fall as in COCO's evaluation; the last has some
  /// play, since weights need not add up to the same in another order.
  private static let recalls = (0..<100).map { Double($0) * 0.01 } + [1 - 1e-12]

  /// The mean over thresholds; nil where the class has no box.
  func averagePrecision(_ weights: [Double], thresholds: Int) -> Double? {
    let truths = boxes.reduce(0) { $0 + weights[$1] }
    guard truths > 0 else { return nil }
    return (0..<thresholds).map { threshold in
      var points: [(recall: Double, precision: Double)] = []
      var (hits, found) = (0.0, 0.0)
      for step in steps where weights[step.row] > 0 {
        found += weights[step.row]
        guard step.hits >> threshold & 1 == 1 else { continue }
        hits += weights[step.row]
        points.append((hits / truths, hits / found))
      }
      return Self.interpolated(points)
    }.mean
  }

  /// The mean over recalls of the best precision that some point of at least that recall has, 0 where none has.
  private static func interpolated(_ points: [(recall: Double, precision: Double)]) -> Double {
    var (sum, best) = (0.0, 0.0)
    var index = points.count
    for recall in recalls.reversed() {
      while index > 0, points[index - 1].recall >= recall {
        index -= 1
        best = max(best, points[index].precision)
      }
      sum += best
    }
    return sum / Double(recalls.count)
  }
}
