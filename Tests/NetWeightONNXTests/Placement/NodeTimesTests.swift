import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct NodeTimesTests {
  private func placement(_ inspected: [ProfileText.Node], _ timed: [ProfileText.Node], runs: Int) throws
    -> Placement
  {
    ONNXPlacement(
      inspected: try ProfileText(nodes: inspected).profile,
      timed: try ProfileText(nodes: timed, runs: runs).profile, session: SessionFacts(isX86: true)
    ).placement()
  }

  private func reshape(_ durations: [Double]) -> ProfileText.Node {
    ProfileText.Node(name: "reshape", operatorType: "Reshape", durations: durations)
  }

  @Test func `the first runs are dropped, and what timing costs is subtracted`() throws {
    let slowStart = [900, 900, 900, 40, 40, 40, 40, 40, 40, 40]
    let placement = try placement(
      [.product("a"), reshape([4])],
      [.product("a", slowStart.map(Double.init)), reshape(Array(repeating: 4, count: 10))], runs: 10)
    #expect(placement.timingFloor == 4000)
    #expect(placement.nodes.map(\.nanoseconds) == [36_000, 0])
    #expect(placement.nodes.map(\.shareOfTime) == [1, 0])
    #expect(placement.kernelTime == 36_000)
  }

  @Test func `a few runs are all taken`() throws {
    let placement = try placement(
      [.product("a"), reshape([4])], [.product("a", [40, 40]), reshape([4, 4])], runs: 2)
    #expect(placement.nodes[0].nanoseconds == 36_000)
  }

  /// Whole microseconds stand for all that is rounded to them: 5 of 7 times at 5 and 2 at 6 are a median under 5.5.
  @Test func `times that are rounded give a median between them`() throws {
    let placement = try placement(
      [.product("a"), reshape([1])], [.product("a", [5, 5, 5, 5, 6, 6]), reshape([1, 1, 1, 1, 1, 1])], runs: 6
    )
    let expected: Double = 4500 + 1000 * 3 / 4 - 1000
    #expect(placement.nodes[0].nanoseconds == expected)
  }

  @Test func `a node in a loop takes as long as all its calls in one run`() throws {
    let placement = try placement(
      [.product("body", [10, 10]), reshape([2])],
      [.product("body", Array(repeating: 10, count: 20)), reshape(Array(repeating: 2, count: 10))], runs: 10)
    #expect(placement.nodes[0].nanoseconds == 16_000)
  }

  @Test func `the time of a loop is that of the nodes in it`() throws {
    let loop = { (durations: [Double]) in
      ProfileText.Node(name: "loop", operatorType: "Loop", durations: durations)
    }
    let placement = try placement(
      [loop([100]), .product("body"), reshape([2])], [loop([100]), .product("body", [10]), reshape([2])],
      runs: 1)
    #expect(placement.nodes.map(\.nanoseconds) == [0, 8000, 0])
  }

  @Test func `no floor takes more than a part of the longest node`() throws {
    let nodes = ["a", "b", "c"].map { ProfileText.Node.product($0, [30]) }
    #expect(try placement(nodes, nodes, runs: 1).timingFloor == 10_000)
    let short = ["a", "b", "c"].map { ProfileText.Node.product($0, [6]) }
    #expect(try placement(short, short, runs: 1).timingFloor == 2000)
  }

  @Test func `nodes without any time share it evenly`() throws {
    let nodes = ["a", "b"].map { ProfileText.Node.product($0, [0]) }
    #expect(try placement(nodes, nodes, runs: 1).nodes.map(\.shareOfTime) == [0.5, 0.5])
  }

  @Test func `nodes that only one of the sessions called are told`() throws {
    let placement = try placement(
      [.product("a"), .product("gone"), reshape([2])], [.product("a"), .product("new"), reshape([2])], runs: 1
    )
    #expect(placement.nodes.map(\.name) == ["a", "gone", "reshape"])
    #expect(
      placement.remarks.dropFirst() == [
        "no time of gone: not called in the timed runs, so it counts as 0",
        "new ran with prepacking only, and is not in the list",
      ])
  }

  @Test func `nodes of one name are joined in the order of their calls`() throws {
    var twins = [ProfileText.Node.product("MatMul", [20]), .product("MatMul", [40])]
    twins[1].index = "1"
    // Another session may count otherwise.
    var timed = twins
    timed[0].index = "7"
    timed[1].index = "8"
    let placement = try placement(twins + [reshape([2])], timed + [reshape([2])], runs: 1)
    #expect(placement.nodes.map(\.nanoseconds) == [18_000, 38_000, 0])
  }
}
