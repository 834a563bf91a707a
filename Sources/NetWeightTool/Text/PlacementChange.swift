import NetWeightCore

/// Old and new kernels behind one runtime on one kind of processor, as rows of a review; none where they are the same.
struct PlacementChange {
  let old: [KernelCount]?
  let new: [KernelCount]

  var rows: [[String]] {
    guard old != new else { return [] }
    guard let old else { return [["kernels", "—", list(new.map(\.description)), ""]] }
    let before = old.filter { !new.contains($0) }
    let now = new.filter { !old.contains($0) }
    return [["kernels", list(before.map(\.description)), list(now.map(\.description)), "changed"]]
  }
}
