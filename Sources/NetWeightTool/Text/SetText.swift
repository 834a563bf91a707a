import NetWeightCore

/// What a set of samples can see.
struct SetText {
  /// `digits/gold`.
  let name: String
  let classes: Int?
  let census: SetCensus

  var text: String {
    var table = Table(header: ["Slice", "Samples", "Sees a drop from"])
    table.rows.append(["(all)", "\(census.samples)", visible(census.samples, slices: 1)])
    for (slice, samples) in census.slices.sorted(by: { $0.key < $1.key }) {
      table.rows.append([slice, "\(samples)", visible(samples, slices: census.slices.count)])
    }
    let labels = classes.map { classes in
      ", classes \((0..<classes).map { "\(census.labels[$0] ?? 0)" }.joined(separator: " "))"
    }
    return """
      \(name): \(census.samples) samples\(census.groups > 0 ? " of \(census.groups) groups" : "")\(labels ?? "")
      \(table.text)
      """
  }

  /// Beyond a margin of 2 points, the least that a slice has, with 80 % power at 95 % confidence for all slices together.
  private func visible(_ samples: Int, slices: Int) -> String {
    let drop = SampleSize.visibleDrop(samples: samples, margin: 0.02, slices: slices, confidence: 0.95)
    return "\(Format.fixed(drop * 100, 1)) points"
  }
}
