extension Verdict {
  /// The same with a picture of each new failure, where the set says how its samples look.
  /// - Throws: ``SampleSetError``.
  package func picturing(_ set: SampleSet) throws -> Verdict {
    guard !newFailures.isEmpty else { return self }
    var verdict = self
    let pictures = try set.pictures(at: Set(newFailures.map(\.place)))
    for index in newFailures.indices {
      verdict.newFailures[index].picture = pictures[newFailures[index].place]
    }
    return verdict
  }
}
