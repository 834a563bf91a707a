extension Sequence<Double> {
  /// The sums over samples that share a group; a sample without one stands alone. In the order of the samples: a
  /// dictionary's own order changes from run to run, and what is added up from it too.
  /// - Parameter groups: one entry a sample; none at all lets every sample stand alone.
  func summed(byGroups groups: [String?]) -> [Double] {
    var places: [String: Int] = [:]
    var sums: [Double] = []
    for (index, value) in enumerated() {
      let group = groups.indices.contains(index) ? groups[index] : nil
      if let group, let place = places[group] {
        sums[place] += value
      } else {
        if let group { places[group] = sums.count }
        sums.append(value)
      }
    }
    return sums
  }
}
