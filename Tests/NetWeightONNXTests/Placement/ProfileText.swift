import Foundation
import NetWeightCore
import NetWeightONNX

/// A profile as ONNX Runtime writes it, made up for a test.
struct ProfileText {
  /// A node and its calls.
  struct Node {
    var name: String
    var operatorType: String
    var inputs: [TypedShape] = []
    var outputs: [TypedShape] = []
    var provider = "CPUExecutionProvider"
    var constantBytes = 0
    var index = "0"
    /// In microseconds.
    var durations: [Double] = [10]
  }

  var nodes: [Node]
  var runs = 1

  var data: Data {
    let calls = nodes.flatMap { node in
      node.durations.map { duration in
        """
        {"cat" : "Node","pid" :1,"tid" :1,"dur" :\(Format.short(duration)),"ts" :1,"ph" : "X","name" :"\(node.name)_kernel_time",\
        "args" : {"op_name" : "\(node.operatorType)","provider" : "\(node.provider)","node_index" : "\(node.index)",\
        "parameter_size" : "\(node.constantBytes)","input_type_shape" : \(text(node.inputs)),\
        "output_type_shape" : \(text(node.outputs))}}
        """
      }
    }
    let run = #"{"cat" : "Session","dur" :9,"name" :"model_run","args" : {}}"#
    let fence = #"{"cat" : "Node","dur" :0,"name" :"a_fence_before","args" : {"op_name" : "Gemm"}}"#
    return Data(
      "[\n\((calls + [fence] + Array(repeating: run, count: runs)).joined(separator: ",\n"))\n]\n".utf8)
  }

  var profile: SessionProfile { get throws { try SessionProfile(data, name: "the profile") } }

  private func text(_ tensors: [TypedShape]) -> String {
    "[\(tensors.map { "{\"\($0.type)\":[\($0.shape.map(String.init).joined(separator: ","))]}" }.joined(separator: ","))]"
  }
}

extension ProfileText.Node {
  /// A product of floats.
  static func product(
    _ name: String, _ durations: [Double] = [10], left: [Int] = [1, 64], right: [Int] = [64, 32],
    type: String = "float", constantBytes: Int = 64 * 32 * 4
  ) -> ProfileText.Node {
    ProfileText.Node(
      name: name, operatorType: "MatMul", inputs: [TypedShape(type, left), TypedShape(type, right)],
      outputs: [TypedShape(type, left.dropLast() + [right.last ?? 1])], constantBytes: constantBytes,
      durations: durations)
  }
}
