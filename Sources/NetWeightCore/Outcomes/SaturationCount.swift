/// Clipped activations by layer, of all samples of a set and of each slice.
public struct SaturationCount: Sendable {
  /// The layers with a fixed range, in the order in which they run.
  public private(set) var layers: [LayerSaturation] = []
  /// The same of each slice.
  public private(set) var slices: [String: [LayerSaturation]] = [:]
  /// How many samples were asked.
  public private(set) var samples = 0
  /// The sample with the most clipped values, and how many.
  public private(set) var worst: (sampleID: String, clipped: Int)?

  /// Starts with no sample.
  public init() {}

  /// Adds what was clipped on one sample.
  public mutating func add(_ sample: Sample, _ found: [LayerSaturation]) {
    samples += 1
    Self.add(found, to: &layers)
    for slice in Set(sample.slices) { Self.add(found, to: &slices[slice, default: []]) }
    let clipped = found.reduce(0) { $0 + $1.clipped }
    if clipped > worst?.clipped ?? 0 { worst = (sample.id, clipped) }
  }

  private static func add(_ found: [LayerSaturation], to layers: inout [LayerSaturation]) {
    guard !layers.isEmpty else {
      layers = found
      return
    }
    for index in layers.indices where found.indices.contains(index) {
      layers[index].clipped += found[index].clipped
      layers[index].count += found[index].count
    }
  }
}

extension LayerSaturation {
  /// The part of its values that was clipped, 0…1.
  public var share: Double { count == 0 ? 0 : Double(clipped) / Double(count) }
}
