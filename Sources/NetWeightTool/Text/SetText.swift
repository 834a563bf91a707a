import NetWeightCore

/// What a set of samples can see.
struct SetText {
  private let set: SampleSet

  init(_ set: SampleSet) { self.set = set }

  var text: String {
    let groups = Set(set.samples.compactMap(\.group)).count
    var table = Table(header: ["Slice", "Samples", "Sees a drop from"])
    table.rows.append(["(all)", "\(set.samples.count)", visible(set.samples.count, slices: 1)])
    for slice in set.slices {
      table.rows.append(
        [slice.name, "\(slice.indices.count)", visible(slice.indices.count, slices: set.slices.count)])
    }
    let counts = (0..<set.classes).map { label in set.samples.count { $0.label == label } }
    return """
      \(set.name): \(set.samples.count) samples\(groups > 0 ? " of \(groups) groups" : ""), \
      classes \(counts.map(String.init).joined(separator: " "))
      \(table.text)
      """
  }

  /// Beyond a margin of 2 points, the least that a slice has, with 80 % power at 95 % confidence for all slices together.
  private func visible(_ samples: Int, slices: Int) -> String {
    let drop = SampleSize.visibleDrop(samples: samples, margin: 0.02, slices: slices, confidence: 0.95)
    return "\(Format.fixed(drop * 100, 1)) points"
  }
}
