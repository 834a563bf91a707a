import Foundation
import NetWeightONNX
import Testing

@Suite struct ONNXModelFileTests {
  @Test(arguments: InspectedModels.oracle.keys.sorted())
  func `a file is read as the onnx package reads it`(name: String) throws {
    let model = try InspectedModels.read(name)
    let oracle = try #require(InspectedModels.oracle[name])
    #expect(model.irVersion == oracle.irVersion)
    #expect(model.producer == "netweight-tests")
    #expect(model.graph.nodes.map(\.operatorType) == oracle.nodes)
    let sets = model.operatorSets.map { ($0.domain.isEmpty ? "ai.onnx" : $0.domain, $0.version) }
    #expect(Dictionary(uniqueKeysWithValues: sets) == oracle.operatorSets)
    #expect(model.graph.initializers.map(\.name) == oracle.tensors.map(\.name))
    for (tensor, expected) in zip(model.graph.initializers, oracle.tensors) {
      #expect("\(tensor.elementType)" == expected.type)
      #expect(tensor.shape == expected.shape)
      guard let values = expected.values else { continue }
      let read = try #require(try tensor.floats()).prefix(64).map(Double.init)
      // NaN is not equal to itself.
      #expect(read.map(\.description) == values.map(\.description), "\(tensor.name)")
    }
  }

  @Test func `nodes have their names, inputs, outputs and attributes`() throws {
    let model = try InspectedModels.read("perceptron")
    let second = try #require(model.graph.nodes.last)
    #expect(second.name == "second")
    #expect(second.inputs == ["r", "w2", "b2"])
    #expect(second.outputs == ["y"])
    #expect(second.domain == "")
    #expect(second.integer("transB", default: 0) == 1)
    #expect(second.integer("transA", default: 0) == 0)
    #expect(model.graph.inputs.map(\.name) == ["x"])
    #expect(model.graph.inputs[0].shape == [.symbol("batch"), .fixed(8)])
    #expect(model.graph.inputs[0].elementType == .float)
    #expect(model.graph.outputs.map(\.shape) == [[.symbol("batch"), .fixed(4)]])
  }

  @Test func `branches and loops have graphs of their own, which see the values around them`() throws {
    let model = try InspectedModels.read("branches")
    let scopes = GraphScope(model.graph).all
    #expect(scopes.map(\.graph.name) == ["branches", "else", "then", "body"])
    let loop = try #require(scopes.last)
    #expect(loop.constant("inner")?.shape == [3, 3])
    #expect(loop.constant("trips")?.elementType == .int64)
    #expect(loop.constant("t") == nil)
    #expect(loop.producer(of: "t")?.name == "outer-weights")
    #expect(loop.producer(of: "state") == nil)
    #expect(scopes[1].constant("const")?.name == "constant")
    #expect(loop.uses(of: "inner") == [.init(node: 0, input: 1)])
    #expect(model.tensors.map(\.name).sorted() == ["constant", "inner", "nobody's", "outer", "trips"])
  }

  @Test func `functions of the model are read too`() throws {
    let model = try InspectedModels.read("function")
    #expect(model.functions.map(\.name) == ["Whiten"])
    #expect(model.functions[0].nodes.map(\.operatorType) == ["Constant", "MatMul"])
    #expect(model.tensors.map(\.name) == ["c"])
  }

  @Test func `bytes are read as a file is`() throws {
    let data = try Data(contentsOf: InspectedModels.url("qdq"))
    let model = try ONNXModelFile(data, name: "in memory")
    #expect(model.byteCount == data.count)
    #expect(model.graph.nodes.count == 8)
    // A part of other data starts at another index than 0.
    let part = try ONNXModelFile((Data(repeating: 0, count: 7) + data).dropFirst(7), name: "in memory")
    #expect(
      try part.graph.initializers.map { try $0.bytes() } == model.graph.initializers.map { try $0.bytes() })
  }
}
