import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// Profiles are files that another program wrote: whatever is in them gives an error or a placement.
@Suite struct MutatedProfileTests {
  @Test(arguments: [UInt64](1...4))
  func `ten thousand damaged profiles crash nothing`(seed: UInt64) throws {
    // Its few nodes keep ten thousand of it short.
    let recording = try Recording("1.31.1-products-int4-float")
    var random = SplitMix64(seed: seed)
    var placements = 0
    for round in 0..<2500 {
      let inspected = Self.mutated(recording.inspected, &random)
      let timed = round.isMultiple(of: 2) ? Self.mutated(recording.inspected, &random) : recording.inspected
      let graph = Self.mutated(recording.optimized, &random)
      do {
        let placement = ONNXPlacement(
          inspected: try SessionProfile(inspected, name: "p"), timed: try SessionProfile(timed, name: "p"),
          model: recording.model, optimized: graph, session: SessionFacts(isX86: true)
        ).placement()
        placements += 1
        let isSound = placement.nodes.allSatisfy {
          (0...1).contains($0.shareOfTime) && ($0.nanoseconds ?? 0).isFinite
            && ($0.multiplyAccumulates ?? 0).isFinite
        }
        #expect(isSound)
        #expect(abs(placement.nodes.reduce(0) { $0 + $1.shareOfTime } - 1) < 1e-6)
        // Both products are floats by their accuracy level: damage may hide them, and never makes them INT4.
        #expect(placement.weighted.allSatisfy { $0.precision != .int4 })
      } catch {
        #expect(error.description.hasPrefix("p "))
      }
    }
    // The others cannot be read any more.
    #expect(placements > 200)
    #expect(placements < 2000)
  }

  private static let values = [
    "-1", "0", "1e308", "-9223372036854775808", "9223372036854775807", "1e-320", "\"\"", "null", "true", "[]",
    "{}",
    "[[]]", "99999999999999999999999", "0.5",
  ]

  /// One or two changes: of bytes, of a piece of the text, or of a number.
  private static func mutated(_ data: Data, _ random: inout SplitMix64) -> Data {
    var bytes = [UInt8](data)
    for _ in 0..<(1 + random.below(2)) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      let end = min(bytes.count, place + 1 + random.below(200))
      switch random.below(8) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      case 3: bytes.removeSubrange(place...)
      default:
        // The next number becomes something else.
        guard let first = bytes[place...].firstIndex(where: { (48...57).contains($0) }) else { continue }
        let last = bytes[first...].firstIndex { !(48...57).contains($0) } ?? bytes.count
        bytes.replaceSubrange(first..<last, with: Array(values[random.below(values.count)].utf8))
      }
    }
    return Data(bytes)
  }

  /// Nodes that lost inputs, go in circles, or are gone.
  private static func mutated(_ graph: GraphFacts, _ random: inout SplitMix64) -> GraphFacts {
    var nodes = graph.nodes
    for _ in 0..<random.below(4) where !nodes.isEmpty {
      let index = random.below(nodes.count)
      switch random.below(4) {
      case 0: nodes.remove(at: index)
      case 1: nodes[index].inputs = []
      case 2: nodes[index].inputs = nodes[index].outputs
      default: nodes[index].outputs = nodes[random.below(nodes.count)].inputs
      }
    }
    return GraphFacts(
      nodes: nodes, constants: graph.constants, inputs: graph.inputs, outputs: graph.outputs)
  }
}
