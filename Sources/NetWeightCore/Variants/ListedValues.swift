extension Array where Element: CustomStringConvertible {
  /// The inputs or outputs of a model as messages list them: `2 inputs: 'a' (float [?, 2]), 'b' (float [?, 2])`.
  package func listed(_ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s"): \(map(\.description).joined(separator: ", "))"
  }
}
