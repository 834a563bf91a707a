import NetWeightCore
import Workloads
import Works

/// Durations as the other methods take them: nothing is dropped, and nothing but a warm-up comes before.
struct Streams {
  let comparison: Comparison
  /// Calls of each variant.
  let calls: Int

  /// All of the reference, then all of the candidate.
  func sequential() throws -> (reference: [Double], candidate: [Double], seconds: Double) {
    let watch = Stopwatch()
    let reference = try durations(comparison.reference())
    let candidate = try durations(comparison.candidate())
    return (reference, candidate, watch.seconds)
  }

  /// Reference, candidate, candidate, reference, and again; each quadruple summed.
  func quadruples() throws -> (quadruples: [(reference: Double, candidate: Double)], seconds: Double) {
    let watch = Stopwatch()
    let (reference, candidate) = (comparison.reference(), comparison.candidate())
    try warmUp(reference)
    try warmUp(candidate)
    var quadruples: [(reference: Double, candidate: Double)] = []
    quadruples.reserveCapacity(calls / 2)
    for _ in 0..<max(calls / 2, 1) {
      let first = try time(reference)
      let second = try time(candidate)
      let third = try time(candidate)
      quadruples.append((first + (try time(reference)), second + third))
    }
    return (quadruples, watch.seconds)
  }

  private func durations(_ variant: WorkVariant) throws -> [Double] {
    try warmUp(variant)
    var durations: [Double] = []
    durations.reserveCapacity(calls)
    for _ in 0..<calls { durations.append(try time(variant)) }
    return durations
  }

  /// As long as NetWeight's: at most 50 ms or 200 calls.
  private func warmUp(_ variant: WorkVariant) throws {
    let watch = Stopwatch()
    for _ in 0..<200 where watch.nanoseconds < 50e6 { _ = try variant.predict(Comparison.input) }
  }

  private func time(_ variant: WorkVariant) throws -> Double {
    let watch = Stopwatch()
    _ = try variant.predict(Comparison.input)
    return watch.nanoseconds
  }
}
