import Foundation
import NetWeightCore
import Workloads
import Works

/// One reference and one candidate. Each use makes variants of its own, over the same work and memory.
struct Comparison {
  let workload: Workload
  let work: any Work
  let calibration: Calibration
  let slowdown: InjectedSlowdown
  let seed: UInt64

  private var units: Int { calibration.units }

  static let input = Tensor(vector: [0])

  func reference() -> WorkVariant {
    WorkVariant(WorkCalls(work, units: units, slowUnits: units, seed: seed))
  }

  func candidate() -> WorkVariant {
    WorkVariant(
      WorkCalls(
        work, units: slowdown.candidateUnits(units), slowUnits: slowdown.slowUnits(units), seed: seed &+ 1))
  }

  /// Candidate ÷ reference by the counts of units; nil for the tail, where it depends on how the slow calls mix with
  /// the machine's noise.
  var trueRatio: Double? {
    slowdown == .tail ? nil : calibration.ratio(ofUnits: slowdown.candidateUnits(units))
  }

  /// What a peer is to run in the reference's or the candidate's place.
  func peerSetting(isCandidate: Bool, seconds: Double?) -> PeerSetting {
    PeerSetting(
      workload: workload, units: isCandidate ? slowdown.candidateUnits(units) : units,
      slowUnits: isCandidate ? slowdown.slowUnits(units) : units, seed: isCandidate ? seed &+ 1 : seed,
      seconds: seconds)
  }
}
