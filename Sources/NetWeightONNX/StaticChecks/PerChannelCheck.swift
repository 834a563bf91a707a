/// Looks for scales per channel where the execution provider that is meant has no kernel for them.
struct PerChannelCheck {
  /// As ``StaticTarget/provider``.
  let provider: String

  /// - Throws: ``ONNXModelFileError``.
  func findings(in uses: [WeightUse], of scope: GraphScope) throws(ONNXModelFileError) -> [StaticFinding] {
    var findings: [StaticFinding] = []
    for use in uses {
      guard let scale = use.scale, scale.count > 1, let axis = use.axis, let problem = try problem(use, axis)
      else {
        continue
      }
      findings.append(
        StaticFinding(
          .perChannel, of: "weights '\(use.weights.name)' of \(use.node.title)",
          "have \(scale.count) scales along dimension \(axis) of \(use.weights.shape)",
          consequence: "\(provider) has no integer kernel for that: \(problem)", next: problem.next))
    }
    return findings + activations(in: scope)
  }

  /// Why there is no kernel, with the way out.
  private struct Problem: CustomStringConvertible {
    let description: String
    let next: String
  }

  private func problem(_ use: WeightUse, _ axis: Int) throws(ONNXModelFileError) -> Problem? {
    let perTensor = "quantize \(use.node.title) with one scale per tensor"
    switch provider {
    case "cpu":
      if let output = use.outputAxis, axis != output {
        return Problem(
          description: "products of different scales would meet in one sum",
          next: "quantize along dimension \(output), the output channels, or with one scale per tensor")
      }
      // github.com/microsoft/onnxruntime, qlinearconv.cc, asks for it.
      if use.node.operatorType == "Conv" || use.node.operatorType == "QLinearConv",
        try hasSeveralZeroPoints(use)
      {
        return Problem(
          description: "convolutions take scales per channel only with one zero point",
          next: "quantize the weights symmetrically")
      }
    case "xnnpack":
      // github.com/microsoft/onnxruntime, core/providers/xnnpack/detail/utils.cc.
      guard ["Conv", "QLinearConv"].contains(use.node.operatorType) else {
        return Problem(description: "only convolutions have scales per channel", next: perTensor)
      }
      if use.weights.elementType != .int8 || axis != 0 {
        return Problem(description: "it takes int8 along dimension 0 only", next: perTensor)
      }
    case "tensorrt":
      // docs.nvidia.com/deeplearning/tensorrt, "Working with Quantized Types": symmetric only.
      if try !isSymmetric(use) {
        return Problem(
          description: "it takes symmetric int8 only", next: "quantize the weights symmetrically, as int8")
      }
    default: break
    }
    return nil
  }

  /// Kernels add up products of activations before the scale is applied, so there can be only one.
  private func activations(in scope: GraphScope) -> [StaticFinding] {
    guard provider == "cpu" else { return [] }
    return scope.all.flatMap { scope in
      scope.graph.nodes.compactMap { node in
        guard node.operatorType == "QuantizeLinear", let scale = scope.constant(node.input(1)),
          scale.count > 1,
          let input = node.input(0), scope.constant(input) == nil
        else { return nil }
        return StaticFinding(
          .perChannel, of: node.title, "gives activations \(scale.count) scales",
          consequence:
            "cpu has no integer kernel for that: products of different scales would meet in one sum",
          next: "quantize activations with one scale per tensor")
      }
    }
  }

  private func hasSeveralZeroPoints(_ use: WeightUse) throws(ONNXModelFileError) -> Bool {
    guard let points = try use.zeroPoint?.floats() else { return false }
    return Set(points).count > 1
  }

  private func isSymmetric(_ use: WeightUse) throws(ONNXModelFileError) -> Bool {
    guard use.weights.elementType == .int8 else { return false }
    return try use.zeroPoint?.floats()?.allSatisfy { $0 == 0 } ?? true
  }
}
