import NetWeightONNX
import Testing

@Suite struct GraphFactsTests {
  @Test(arguments: [
    ("Attention", ["w"]), ("QAttention", ["w"]), ("GroupQueryAttention", []), ("MultiHeadAttention", []),
  ])
  func `caches and masks of attention are no weights`(operatorType: String, weights: [String]) {
    let node = GraphFacts.Node(operatorType, "attention", ["x", "w", "", "mask", "cos_cache"], ["y"])
    let graph = GraphFacts(
      nodes: [node],
      constants: [
        "w": TypedShape("float", [8, 24]), "mask": TypedShape("float", [4, 4]),
        "cos_cache": TypedShape("float", [4096, 8]),
      ], inputs: ["x"], outputs: ["y"])
    #expect(graph.weights(of: node).map(\.name) == weights)
  }
}
