import NetWeightCore

/// What a proposal changes, as a table for what is the same everywhere and one for each machine whose costs it
/// changes.
struct ReviewText {
  /// Suite and variant: `digits/int8`.
  let name: String
  /// The accepted baseline; nil when this is the first.
  let old: Baseline?
  let new: Baseline

  var text: String {
    var table = Table(header: Self.header)
    table.rows = provenanceRows
    for set in Set(new.quality.keys).union(old?.quality.keys.map { $0 } ?? []).sorted() {
      table.rows += QualityChange(set: set, old: old?.quality[set], new: new.quality[set]).rows
    }
    let title = old == nil ? "\(name): new, there is no baseline yet" : "\(name): would replace the baseline"
    return ([title, table.text] + kernelTables + machineTables).joined(separator: "\n")
  }

  private static let header = ["What", "Old", "New", "Change"]

  private var provenanceRows: [[String]] {
    let (before, now) = (old?.provenance, new.provenance)
    var rows = [
      [
        "artefact", before.map(files) ?? "—", files(now),
        before == nil ? "" : before?.artefact == now.artefact ? "same bytes" : "other bytes",
      ]
    ]
    func add(_ what: String, _ text: (Baseline.Provenance) -> String) {
      let (was, becomes) = (before.map(text) ?? "", text(now))
      guard was != becomes else { return }
      let shown = [was, becomes].map { $0.isEmpty ? "—" : $0 }
      rows.append([what, shown[0], shown[1], before == nil ? "" : "changed"])
    }
    add("format") { "\($0.format)" }
    add("runtime") { "\($0.runtime)" }
    add("recipe") { $0.recipe }
    return rows
  }

  private func files(_ provenance: Baseline.Provenance) -> String {
    // Twelve digits tell two artefacts apart as git's short hashes do.
    list(provenance.artefact.map { "\(Format.bytes(Double($0.bytes))) \($0.sha256.prefix(12))" })
  }

  private var kernelTables: [String] {
    new.placements.sorted { $0.key < $1.key }.compactMap { key, kernels in
      let rows = PlacementChange(old: old?.placements[key], new: kernels).rows
      return rows.isEmpty ? nil : "With \(key):\n\(Table(header: Self.header, rows: rows).text)"
    }
  }

  private var machineTables: [String] {
    new.machines.sorted { $0.key < $1.key }.compactMap { machine, costs in
      let rows = CostChange(old: old?.machines[machine], new: costs).rows
      return rows.isEmpty ? nil : "On \(machine):\n\(Table(header: Self.header, rows: rows).text)"
    }
  }
}
