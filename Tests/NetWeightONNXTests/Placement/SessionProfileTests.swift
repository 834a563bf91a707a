import Foundation
import NetWeightONNX
import Testing

@Suite struct SessionProfileTests {
  @Test(arguments: ["1.19.2", "1.23.2", "1.31.1"])
  func `the nodes of each version are read`(version: String) throws {
    let recording = try Recording("\(version)-mlp-qdq")
    let inspected = try SessionProfile(recording.inspected, name: "the profile")
    #expect(inspected.runs == 1)
    #expect(
      inspected.nodes.map { "\($0.name) \($0.operatorType)" } == [
        "x_QuantizeLinear QuantizeLinear", "layer1 QGemm", "layer2 QGemm", "layer3 QGemm",
        "h2_DequantizeLinear DequantizeLinear",
      ])
    #expect(inspected.nodes.allSatisfy { $0.provider == "CPUExecutionProvider" && $0.durations.count == 1 })
    #expect(
      inspected.nodes[1].inputs.prefix(4) == [
        TypedShape("uint8", [1, 256]), TypedShape("float", []), TypedShape("uint8", []),
        TypedShape("int8", [256, 512]),
      ])
    #expect(inspected.nodes[1].outputs == [TypedShape("uint8", [1, 512])])
    #expect(inspected.nodes[1].constantBytes > 256 * 512)
    let timed = try SessionProfile(recording.timed, name: "the profile")
    #expect(timed.runs == 9)
    #expect(timed.nodes.allSatisfy { $0.durations.count == 9 })
  }

  @Test func `one name may be that of several nodes`() throws {
    let nodes = ["0", "1"].map { index in
      ProfileText.Node(name: "MatMul", operatorType: "MatMul", index: index, durations: [1, 2])
    }
    let profile = try ProfileText(nodes: nodes, runs: 2).profile
    #expect(profile.nodes.map(\.durations) == [[1, 2], [1, 2]])
  }

  @Test func `where runs are not told the node with most calls tells them`() throws {
    let nodes = [
      ProfileText.Node(name: "a", operatorType: "Relu", durations: [1, 1, 1]),
      ProfileText.Node(name: "b", operatorType: "Relu", durations: [1]),
    ]
    #expect(try ProfileText(nodes: nodes, runs: 0).profile.runs == 3)
  }

  private static let anew = "Next: run again; this profile was not written to its end, or changed since"

  @Test(arguments: [
    ("", "is empty. \(anew)"), ("[", "is no list of events in JSON. \(anew)"),
    ("{}", "is no list of events in JSON. \(anew)"),
    ("[1]", "has an event, number 1, that is of another type than it is in profiles. \(anew)"),
    (
      #"[{}, {"cat": "Node", "name": "a_kernel_time", "args": {}}]"#,
      "has an event, number 2, that has no \"dur\". \(anew)"
    ),
    (
      #"[{"cat": "Node", "name": "a_kernel_time", "dur": -5, "args": {}}]"#,
      "has an event, number 1, whose \"dur\" is -5.0, which is no duration. \(anew)"
    ),
    (
      #"[{"cat": "Node", "name": "a_kernel_time", "dur": 1e300, "args": {}}]"#,
      "has an event, number 1, whose \"dur\" is 1e+300, which is no duration. \(anew)"
    ),
    (
      #"[{"cat": "Node", "name": "a_kernel_time", "dur": 5, "args": {"op_name": "Conv"}}]"#,
      "has an event, number 1, whose \"args\" has no \"provider\". \(anew)"
    ),
    (
      #"[{"cat": "Node", "name": "a_kernel_time", "dur": 5, "args": {"op_name": "Conv", "provider": "CPU", "#
        + #""input_type_shape": [{"float": ["x"]}]}}]"#,
      "has an event, number 1, whose \"args.input_type_shape.float\" is of another type than it is in profiles. \(anew)"
    ),
    (
      #"[{"cat": "Session", "name": "model_run", "dur": 5}]"#,
      "tells of no kernel that was called. Next: check that the session was run while profiling was on"
    ),
  ])
  func `a damaged profile is told with the place`(text: String, message: String) {
    let error = #expect(throws: ProfileError.self) {
      try SessionProfile(Data(text.utf8), name: "the profile of 'int8'")
    }
    #expect(error?.description == "the profile of 'int8' \(message)")
  }
}
