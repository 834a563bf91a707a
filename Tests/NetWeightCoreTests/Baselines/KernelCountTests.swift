import Foundation
import NetWeightCore
import Testing

@Suite struct KernelCountTests {
  private func node(_ name: String, _ operatorType: String, _ precision: NumericFormat?) -> PlacedNode {
    PlacedNode(
      name: name, operatorType: operatorType, kernel: "k", precision: precision, provider: "cpu",
      hasWeights: true)
  }

  @Test func `nodes are counted without their names`() {
    let placement = Placement(nodes: [
      node("a", "Dense", .int8), node("b", "Softmax", nil), node("c", "Dense", .fp32),
      node("d", "Dense", .int8),
    ])
    #expect(placement.kernelCounts.list == "1 × Dense FP32 cpu, 2 × Dense INT8 cpu, 1 × Softmax cpu")
  }

  @Test(arguments: ["2 × Dense INT8 cpu", "12 × Softmax CPUExecutionProvider", "1 × Conv FP16 GPU 0"])
  func `a line is read as it is written`(line: String) throws {
    #expect(KernelCount(line)?.description == line)
    let data = try JSONEncoder().encode([line])
    #expect(try JSONDecoder().decode([KernelCount].self, from: data).map(\.description) == [line])
  }

  @Test(arguments: [
    "", "Dense", "× Dense INT8 cpu", "0 × Dense cpu", "-1 × Dense cpu", "2 x Dense cpu", "2 × Dense INT8",
  ])
  func `another text is refused`(line: String) throws {
    let data = try JSONEncoder().encode([line])
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([KernelCount].self, from: data)
    }
    guard case .dataCorrupted(let context) = error else { throw error ?? CocoaError(.coderReadCorrupt) }
    #expect(context.debugDescription == "'\(line)' is no count of kernels, such as 2 × Dense INT8 cpu")
  }
}
