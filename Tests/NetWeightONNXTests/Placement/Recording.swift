import Foundation
import NetWeightCore
import NetWeightONNX

/// What ONNX Runtime told of one model, as `Scripts/onnx-placement-fixtures.py` recorded it.
struct Recording {
  let name: String
  let inspected: Data
  let timed: Data
  let model: GraphFacts
  let optimized: GraphFacts
  let bytes: Int

  /// - Parameter name: version and model: `1.31.1-mlp-qdq`.
  init(_ name: String, in folder: URL = Recording.folder) throws {
    self.name = name
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    let told = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    // In one order of keys, since tests damage these bytes at places drawn from a seed.
    inspected = try JSONSerialization.data(withJSONObject: told["inspected"] ?? [], options: .sortedKeys)
    timed = try JSONSerialization.data(withJSONObject: told["timed"] ?? [], options: .sortedKeys)
    let graphs = try JSONDecoder().decode(Graphs.self, from: data)
    model = graphs.model.facts
    optimized = graphs.optimized.facts
    bytes = graphs.bytes
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// All that there is to be put together.
  func evidence(session: SessionFacts = SessionFacts(isX86: true), knowsGraphs: Bool = true) throws
    -> ONNXPlacement
  {
    ONNXPlacement(
      inspected: try SessionProfile(inspected, name: name), timed: try SessionProfile(timed, name: name),
      model: knowsGraphs ? model : nil, optimized: knowsGraphs ? optimized : nil, session: session)
  }

  func placement(session: SessionFacts = SessionFacts(isX86: true)) throws -> Placement {
    try evidence(session: session).placement()
  }

  private struct Graphs: Decodable {
    let model: Graph
    let optimized: Graph
    let bytes: Int
  }

  private struct Graph: Decodable {
    struct Node: Decodable {
      let `operator`: String
      let name: String
      let inputs: [String]
      let outputs: [String]
      let integers: [String: Int]
    }
    struct Constant: Decodable {
      let type: String
      let shape: [Int]
    }
    let nodes: [Node]
    let constants: [String: Constant]
    let inputs: [String]
    let outputs: [String]

    var facts: GraphFacts {
      GraphFacts(
        nodes: nodes.map { .init($0.operator, $0.name, $0.inputs, $0.outputs, integers: $0.integers) },
        constants: constants.mapValues { TypedShape($0.type, $0.shape) }, inputs: Set(inputs),
        outputs: Set(outputs))
    }
  }
}
