extension SpeedExplanation {
  /// What bounds a variant whose kernels are those that were hoped for.
  struct Bounds {
    let candidate: Side
    let placement: Placement
    let reference: Side
    let before: Placement?
    let promised: Double?
    let machine: Machine

    /// At least one, those that say most first, and at most two.
    var reasons: [(text: String, next: String)] {
      let found = [tooSmall, activationBound, memoryHalved, arithmetic].compactMap(\.self)
      guard found.isEmpty else { return Array(found.prefix(2)) }
      return [
        (
          "the runtime gives no times of its nodes, so it cannot be told what bounds them",
          "promise what was measured here, or measure on the machine that it is meant for"
        )
      ]
    }

    /// Its kernels take so little of a call that starting them is most of it.
    private var tooSmall: (text: String, next: String)? {
      guard let time = placement.kernelTime, time < candidate.latency / 2 else { return nil }
      return (
        "too small: its kernels take \(Format.duration(nanoseconds: time)) of a call of "
          + "\(Format.duration(nanoseconds: candidate.latency)), and the rest is the runtime's own work for "
          + (placement.nodes.count == 1 ? "one node" : "\(placement.nodes.count) nodes"),
        "promise less of so small a model, or promise throughput: of a batch"
      )
    }

    /// Most of the time is in nodes that have no weights to compress.
    private var activationBound: (text: String, next: String)? {
      let others = placement.nodes.filter { !$0.hasWeights }
      let share = others.reduce(0) { $0 + $1.shareOfTime }
      let bound = amdahl
      guard share > 0.5 || bound.map({ promised ?? .infinity >= $0 && share > 0.2 }) == true else {
        return nil
      }
      let slowest = Dictionary(grouping: others, by: \.operatorType)
        .map { (name: $0.key, share: $0.value.reduce(0) { $0 + $1.shareOfTime }) }
        .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
        .prefix(3).map { "\($0.name) \(PlacementFinding.text(share: $0.share))" }
      let most =
        bound.map { ", and weights that took no time at all would give \(Estimate.Unit.ratio.text($0))" }
        ?? ""
      return (
        "activation-bound: nodes without weights take \(PlacementFinding.text(share: share)) of its time "
          + "(\(slowest.joined(separator: ", ")))\(most)",
        "fuse or quantize what stands between the products, or promise less"
      )
    }

    /// The most that the reference could gain if its nodes with weights took no time.
    private var amdahl: Double? {
      guard let before, before.kernelTime != nil else { return nil }
      let rest = before.nodes.filter { !$0.hasWeights }.reduce(0) { $0 + $1.shareOfTime }
      return rest > 0 ? 1 / rest : nil
    }

    /// Products that read each weight once are as fast as memory, and there is not so much less to read.
    private var memoryHalved: (text: String, next: String)? {
      guard let bytes = candidate.bytes, let before = reference.bytes, bytes > 0, before > 0 else {
        return nil
      }
      let ratio = Double(before) / Double(bytes)
      guard ratio < 2.2, reference.format.bits <= 16 || promised ?? 0 >= ratio, readsWeightsOnce else {
        return nil
      }
      let size = "\(Estimate.Unit.ratio.text(ratio)) smaller"
      let what =
        reference.format.bits <= 16
        ? "memory already halved: '\(reference.name)' is \(reference.format), and the files of '\(candidate.name)' are only \(size)"
        : "its files are only \(size) than those of '\(reference.name)'"
      return (
        "\(what), and products that read each weight once gain no more than that",
        "promise less against '\(reference.name)', or store the weights in fewer bits"
      )
    }

    /// Fewer than four multiplications for each byte of the files: the weights are read for one or two inputs.
    private var readsWeightsOnce: Bool {
      let work = placement.weighted.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) }
      guard let bytes = candidate.bytes, work > 0 else { return false }
      return work < 4 * Double(bytes)
    }

    /// How fast the products are, for whom nothing else bounds them.
    private var arithmetic: (text: String, next: String)? {
      guard let now = speed(placement), let before = before.flatMap(speed) else { return nil }
      let vectors =
        candidate.format.bits == 8 && ["AVX2", "AVX-512", "SSE2"].contains(machine.vectorInstructions)
        ? ", which is what \(machine.vectorInstructions) gives without VNNI" : ""
      return (
        "its products reach \(Format.rate(now)), those of '\(reference.name)' \(Format.rate(before)): "
          + Estimate.Unit.ratio.text(now / before) + vectors,
        "promise no more than these kernels give here, or measure on the machine that it is meant for"
      )
    }

    private func speed(_ placement: Placement) -> Double? {
      let timed = placement.weighted.filter { $0.speed != nil }
      let time = timed.reduce(0) { $0 + ($1.nanoseconds ?? 0) }
      return time > 0 ? timed.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) } / time * 1e9 : nil
    }
  }
}
