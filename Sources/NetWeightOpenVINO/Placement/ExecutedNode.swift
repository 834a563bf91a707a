import COpenVINO
package import NetWeightCore

/// A node as OpenVINO told of it after some runs.
package struct ExecutedNode: Sendable, Hashable {
  /// As OpenVINO calls it: the last of the nodes of the file that went into it, or that with a suffix.
  package let name: String
  /// `FullyConnected`
  package let type: String
  /// The kernel with the type of its first input: `brgemm_avx2_f32`.
  package let kernel: String
  /// On average over all runs, cut off to whole ones.
  package let microseconds: Int

  package init(_ name: String, _ type: String, _ kernel: String, microseconds: Int) {
    self.name = name
    self.type = type
    self.kernel = kernel
    self.microseconds = microseconds
  }

  /// Whether it ran on its own. Those that were fused into the node before them are listed without a kernel; what goes in
  /// and out is listed as nodes that do nothing.
  package var isExecuted: Bool {
    kernel != "undef" && !["Parameter", "Result", "Input", "Output"].contains(type)
  }

  package var operatorClass: OperatorClass { OperatorClass(openVINO: type) }

  /// The format of its first input; nil where the kernel's name does not say it. Kernels of 8 bits were written `I8`
  /// in all releases, those of floats `FP32` in older ones.
  package var inputFormat: NumericFormat? {
    switch kernel.split(separator: "_").last?.lowercased() {
    case "f64", "fp64": .fp64
    case "f32", "fp32": .fp32
    case "bf16": .bf16
    case "f16", "fp16": .fp16
    case "i16", "u16": .int16
    case "i8", "u8": .int8
    case "i4", "u4": .int4
    default: nil
    }
  }

  /// Whether its kernel uses vector instructions; nil where its name does not say it.
  package var isVectorized: Bool? {
    let words = kernel.lowercased().split(separator: "_")
    if words.contains("ref") { return false }
    let isKnown = words.contains { word in
      ["jit", "mlas", "acl", "neon", "sse42", "amx"].contains(word)
        || ["brg", "avx", "asimd", "sve", "kleidiai"].contains(where: word.hasPrefix)
    }
    return isKnown ? true : nil
  }

  /// The layer that it computes, by a name that variants of one model share: `/fc1` of `/fc1/Add` and of
  /// `/fc1/MatMul/WithoutBiases/DequantizationMultiply`.
  package var layer: String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let own = parts.dropLast(while: { Self.suffixes.contains(String($0)) })
    return own.joined(separator: "/").isEmpty ? name : own.joined(separator: "/")
  }

  /// The name in the file, as far as OpenVINO put something behind it.
  var nameInFile: String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(while: {
      ["WithoutBiases", "DequantizationMultiply", "DequantizationSubtract"].contains($0)
    }).joined(separator: "/")
  }

  /// What OpenVINO, ONNX Runtime's optimizer and exporters put behind the name of a layer.
  private static let suffixes: Set<String> = [
    "WithoutBiases", "DequantizationMultiply", "DequantizationSubtract", "MatMulAddFusion", "MatMul", "Gemm",
    "Add",
    "BiasAdd", "Conv",
  ]
}

extension Array {
  /// All up to the last element that is not one of these.
  fileprivate func dropLast(while isDropped: (Element) -> Bool) -> ArraySlice<Element> {
    self[..<(lastIndex { !isDropped($0) }.map { $0 + 1 } ?? 0)]
  }
}

extension nw_ov_api {
  /// What each node did in the runs of a request's model.
  func profile(of request: InferRequest) throws(OpenVINOFailure) -> [ExecutedNode] {
    var list = nw_ov_profile()
    try check(infer_request_get_profiling_info(request.pointer, &list))
    defer { profiling_info_list_free(&list) }
    return UnsafeBufferPointer(start: list.nodes, count: list.nodes == nil ? 0 : list.count).map { node in
      ExecutedNode(
        node.name.map { String(cString: $0) } ?? "", node.type.map { String(cString: $0) } ?? "",
        node.kernel.map { String(cString: $0) } ?? "", microseconds: Int(node.real_time))
    }
  }
}
