/// Kernels of the right type that are no faster than those of the format that was compressed: what types cannot show,
/// such as `ConvInteger` in ONNX Runtime, which takes INT8 and runs at half the speed of FP32.
extension PlacementExpectation {
  /// Kernels below this part of the run time are let be.
  private static let leastShare = 0.05
  /// How many times faster than the reference's a kernel is to be at least: less is what noise does.
  private static let leastSpeedup = 1.1

  /// Measures both anew, in turns, as long as slow kernels are among the findings, eight times at most. What else runs
  /// beside one of the two makes its kernels slower and never faster, so that each node keeps its shortest time and only
  /// a kernel that stays slow is told.
  /// - Parameters:
  ///   - placement: what ran of the variant.
  ///   - candidate: measures it again.
  ///   - reference: measures ``reference`` again.
  public mutating func confirmSlowKernels(
    in placement: inout Placement, measuring candidate: () async throws -> Placement,
    against reference: () async throws -> Placement
  ) async throws {
    for _ in 0..<8 {
      guard let before = self.reference?.placement,
        findings(in: placement).contains(where: { $0.kind == .slowKernel })
      else { return }
      placement = placement.fastest(try await candidate())
      self.reference?.placement = before.fastest(try await reference())
    }
  }

  func slowKernels(_ placement: Placement) -> [PlacementFinding] {
    let candidates = nodesInFormat(placement)
    return portable(candidates)
      + measured(candidates.filter { $0.isVectorized != false }, floor: placement.timingFloor)
  }

  /// The nodes whose kernels have the right type, and may be slow all the same.
  private func nodesInFormat(_ placement: Placement) -> [PlacedNode] {
    placement.nodes.filter { isJudged($0) && $0.precision == format && !$0.isNamed(in: allowing) }
  }

  /// Whether kernels of the right format ran, and none of them could be compared with the reference's.
  public func comparesNoSpeed(in placement: Placement) -> Bool {
    let candidates = nodesInFormat(placement).filter { $0.isVectorized != false }
    guard !candidates.isEmpty else { return false }
    guard let before = reference?.placement else { return true }
    return !candidates.contains {
      $0.canBeTimed(placement.timingFloor) && counterparts(of: [$0], in: before) != nil
    }
  }

  private func portable(_ nodes: [PlacedNode]) -> [PlacementFinding] {
    grouped(nodes.filter { $0.isVectorized == false }) { [$0.operatorType] }.map { slow in
      finding(
        .slowKernel,
        "\(slow.count) of \(nodes.count) nodes with weights (\(Self.operators(slow))) ran without vector instructions",
        slow,
        PlacementReason(
          cause: "\(slow[0].kernel) was asked for, or is all that this processor can run",
          cure: "let the runtime choose its fastest kernels, "
            + "or run on a processor that has vector instructions for them"))
    }
  }

  /// By operator and kernel as a whole: of single nodes some are slower in any format, such as a convolution of one
  /// channel, and that is no fault of the model's.
  private func measured(_ nodes: [PlacedNode], floor: Double) -> [PlacementFinding] {
    guard let reference, let before = reference.placement else { return [] }
    return grouped(nodes.filter { $0.canBeTimed(floor) }) { [$0.operatorType, $0.kernel, $0.provider] }
      .compactMap { group in
        guard group.reduce(0, { $0 + $1.shareOfTime }) >= Self.leastShare, let speed = Self.speed(group),
          let others = counterparts(of: group, in: before), let known = Self.speed(others),
          // What timing costs is an estimate, which makes much of a short node: in doubt the reference was slower.
          let slowest = Self.speed(others, with: before.timingFloor), speed < slowest * Self.leastSpeedup
        else { return nil }
        return finding(
          .slowKernel,
          "\(group.count) \(Self.operators(group)) reached \(Format.rate(speed)) in \(format), "
            + "'\(reference.name)' \(Format.rate(known)) in \(reference.format)", group,
          group[0].reason
            ?? PlacementReason(
              cause: "no faster than what it was compressed from",
              cure:
                "try another form of \(format) that the runtime has kernels for, or leave these nodes as they were"
            ))
      }
  }

  /// The same layers in the reference, where it has all of them, else all of the same class; nil where it has none.
  private func counterparts(of group: [PlacedNode], in reference: Placement) -> [PlacedNode]? {
    let alike = reference.nodes.filter {
      $0.operatorClass == group[0].operatorClass && isJudged($0) && $0.canBeTimed(reference.timingFloor)
        && ($0.precision?.bits ?? 0) > format.bits
    }
    let layers = Set(group.map(\.layer))
    let same = alike.filter { layers.contains($0.layer) }
    let found = Set(same.map(\.layer)) == layers ? same : alike
    return found.isEmpty ? nil : found
  }

  /// What nodes reach together, if each took so many nanoseconds more.
  private static func speed(_ nodes: [PlacedNode], with addition: Double = 0) -> Double? {
    let work = nodes.reduce(0) { $0 + ($1.multiplyAccumulates ?? 0) }
    let time = nodes.reduce(0) { $0 + ($1.nanoseconds ?? 0) + addition }
    return work > 0 && time > 0 ? work / time * 1e9 : nil
  }
}

extension PlacedNode {
  /// Whether its time says how fast its kernel is.
  fileprivate func canBeTimed(_ floor: Double) -> Bool { speed != nil && (nanoseconds ?? 0) > floor }
}
