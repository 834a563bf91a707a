/// What of another set a calibration set leaves out.
public struct CalibrationCoverage: Sendable {
  /// The other set: `digits/hard`.
  public let set: String
  /// Classes of the other set that no calibration sample belongs to.
  public private(set) var missingClasses: [Int] = []
  /// Slices of the other set that no calibration sample belongs to.
  public private(set) var missingSlices: [String] = []
  /// Elements of inputs that are beyond the range of the calibration set's.
  public private(set) var beyond = Elements()
  /// The same of each slice.
  public private(set) var beyondInSlices: [String: Elements] = [:]

  /// How many elements are beyond a range, and of how many.
  public struct Elements: Sendable, Hashable {
    /// Below the least or above the largest.
    public var beyond = 0
    /// How many there are.
    public var count = 0
    /// The part that is beyond, 0…1.
    public var share: Double { count == 0 ? 0 : Double(beyond) / Double(count) }
  }

  /// Compares a set with what calibration saw.
  /// - Throws: ``SampleSetError``.
  public init(of set: SampleSet, by seen: CalibrationInputs) throws {
    self.set = set.name
    var labels: Set<Int> = []
    var blocks = try set.blocks(of: 256)
    while let block = try blocks.next() {
      for sample in try block.samples() {
        if let label = sample.target.label { labels.insert(label) }
        let outside = sample.input.scalars.count { !seen.range.contains($0) }
        let found = Elements(beyond: outside, count: sample.input.scalars.count)
        beyond.add(found)
        for slice in Set(sample.slices) { beyondInSlices[slice, default: Elements()].add(found) }
      }
    }
    missingClasses = labels.subtracting(seen.labels).sorted()
    missingSlices = Set(beyondInSlices.keys).subtracting(seen.slices).sorted()
  }
}

extension CalibrationCoverage.Elements {
  fileprivate mutating func add(_ other: Self) {
    beyond += other.beyond
    count += other.count
  }
}

/// What is in a calibration set.
public struct CalibrationInputs: Sendable {
  /// How many samples.
  public private(set) var samples = 0
  /// From the least to the largest element of all inputs.
  public var range: ClosedRange<Float> { found ?? 0...0 }
  private var found: ClosedRange<Float>?
  /// The labels that occur.
  public private(set) var labels: Set<Int> = []
  /// The slices that occur.
  public private(set) var slices: Set<String> = []

  /// Reads a calibration set.
  /// - Throws: ``SampleSetError``.
  public init(of set: SampleSet) throws {
    var blocks = try set.blocks(of: 256)
    while let block = try blocks.next() {
      for sample in try block.samples() {
        let elements = sample.input.scalars.filter { !$0.isNaN }
        if let least = elements.min(), let largest = elements.max() {
          let known = found ?? least...largest
          found = min(known.lowerBound, least)...max(known.upperBound, largest)
        }
        if let label = sample.target.label { labels.insert(label) }
        slices.formUnion(sample.slices)
        samples += 1
      }
    }
  }
}
