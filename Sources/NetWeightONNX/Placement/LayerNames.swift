import Foundation
import NetWeightCore

/// How the model calls the nodes that ran, which the runtime fused, copied and renamed.
package struct LayerNames {
  /// The model as it is in the file.
  private let model: GraphFacts
  /// The nodes of the model that have a name.
  private let known: [String: GraphFacts.Node]

  package init(_ model: GraphFacts) {
    self.model = model
    known = Dictionary(
      model.nodes.filter { !$0.name.isEmpty }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The node of the model that a node which ran came from.
  /// - Parameters:
  ///   - name: what the runtime calls it.
  ///   - node: the node in the graph that ran; nil where that is not known.
  /// - Returns: nil where it cannot be told; nodes that the runtime put in have none.
  func source(of name: String, _ node: GraphFacts.Node?, _ operatorClass: OperatorClass) -> GraphFacts.Node? {
    let base = Self.base(name)
    if let exact = known[name] ?? known[base] { return exact }
    guard operatorClass.isHeavy else { return nil }
    let isSame = { (node: GraphFacts.Node) in OperatorClass(onnx: node.operatorType) == operatorClass }
    // Weights keep their names through most of what is done to a node.
    for input in node?.inputs ?? [] where model.consumers[input] != nil {
      let users = model.heavyConsumers(of: input).filter(isSame)
      if users.count == 1, !users[0].name.isEmpty { return users[0] }
    }
    // Convolutions in blocks of channels are named after what they give.
    let found = model.nearest(behind: base, within: 4, where: isSame)
    return found.flatMap { $0.name.isEmpty ? nil : $0 }
  }

  /// The name without what the optimizer of the runtime put before or behind it.
  package static func base(_ name: String) -> String {
    var name = name[...]
    var isChanged = true
    while isChanged {
      isChanged = false
      for prefix in ["fused ", "InsertedPrecisionFreeCast_"]
      where name.hasPrefix(prefix) && name.count > prefix.count {
        name = name.dropFirst(prefix.count)
        isChanged = true
      }
      for suffix in ["_nchwc", "/MatMulAddFusion", "/MatMulScaleFusion", "/duplicated", "/"]
      where name.hasSuffix(suffix) && name.count > suffix.count {
        name = name.dropLast(suffix.count)
        isChanged = true
      }
      if let mark = name.range(of: "_token_", options: .backwards), mark.lowerBound > name.startIndex,
        mark.upperBound < name.endIndex, name[mark.upperBound...].allSatisfy(\.isNumber)
      {
        name = name[..<mark.lowerBound]
        isChanged = true
      }
    }
    return String(name)
  }

  /// The name without what tools of compression put behind it too, so that variants of one model share it.
  package static func layer(_ name: String) -> String {
    var name = base(name)[...]
    for suffix in ["_quant", "_QuantizedMatMul", "_matmul_Q4", "_Q4", "_Q8", "_Q2"]
    where name.hasSuffix(suffix) && name.count > suffix.count {
      name = name.dropLast(suffix.count)
      // A Gemm becomes a MatMul and an Add before it is quantized as a whole.
      if suffix == "_quant", name.hasSuffix("_MatMul"), name.count > 7 { name = name.dropLast(7) }
      break
    }
    return String(name)
  }
}
