/// The names that somebody may have meant who wrote another.
enum NearestNames {
  /// `; the nearest of 12 are 'a1', 'a2', 'a3'`, or that there are none.
  static func text(to name: String, in names: some Collection<String>) -> String {
    guard !names.isEmpty else { return "; the file holds none" }
    let target = Array(name.utf8.prefix(longest))
    let nearest = names.map {
      (distance: EditDistance.between(target, Array($0.utf8.prefix(longest))), name: $0)
    }
    .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    .prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
    return names.count <= 3 ? "; it holds \(nearest)" : "; the nearest of \(names.count) are \(nearest)"
  }

  /// A file may hold a million names, and the time per name grows with the square of this.
  private static let longest = 64
}
