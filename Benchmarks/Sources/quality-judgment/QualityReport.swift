import Reporting

/// How often the judgment of quality errs, and what it sees.
struct QualityReport: Codable {
  let conditions: Conditions
  /// The number of simulated sets of what is not counted out.
  let sets: Int
  var certified: CertifiedPart?
  var slices: SlicePart?
  var groups: GroupPart?
  var bootstrap: BootstrapPart?

  init(seed: UInt64, sets: Int) {
    conditions = Conditions(seed: seed)
    self.sets = sets
  }

  var markdown: String {
    let parts =
      (certified?.markdown ?? []) + (slices?.markdown ?? []) + (groups?.markdown ?? [])
      + (bootstrap?.markdown ?? [])
    return ([conditions.text, "Nothing is timed, so that load does not matter."] + parts)
      .joined(separator: "\n\n")
  }
}
