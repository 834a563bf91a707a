/// A profile that ONNX Runtime wrote does not say what is needed of it.
package struct ProfileError: Error, Equatable, CustomStringConvertible {
  /// Which profile: `the profile of 'int8'`.
  package let profile: String
  /// What is wrong with it.
  package let problem: String
  /// What to do.
  package let next: String

  package init(_ profile: String, _ problem: String, next: String) {
    self.profile = profile
    self.problem = problem
    self.next = next
  }

  /// The message for people.
  package var description: String { "\(profile) \(problem). Next: \(next)" }
}
