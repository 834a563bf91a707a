import CKernels
import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Kernels")
struct KernelTests {
  static let shapes = [(1, 64), (3, 64), (4, 128), (7, 192), (10, 512), (64, 64), (65, 128), (130, 576)]

  @Test("INT8 sums are exactly the oracle's, on every instruction set", arguments: instructionSets)
  func integerSums(set: nw_instruction_set) {
    for (seed, (rows, columns)) in Self.shapes.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let weights = (0..<rows * columns).map { _ in Int8(generator.below(256) - 128) }
      let input = (0..<columns).map { _ in UInt8(generator.below(128)) }
      expectExactSums(set, weights, input, rows: rows)
    }
  }

  @Test(
    "the largest products don't saturate: 127 by 127 and by -128 everywhere", arguments: instructionSets,
    [Int8(127), -127, -128])
  func extremes(set: nw_instruction_set, weight: Int8) {
    for columns in [64, 1024, Int(NW_MAXIMUM_INT8_COLUMNS)] {
      expectExactSums(
        set, Array(repeating: weight, count: 5 * columns), Array(repeating: 127, count: columns), rows: 5)
    }
  }

  private func expectExactSums(_ set: nw_instruction_set, _ weights: [Int8], _ input: [UInt8], rows: Int) {
    var expected = [Int64](repeating: 0, count: rows)
    var found = [Int32](repeating: 0, count: rows)
    nw_sums_u7s8_ref(weights, input, &expected, rows, input.count)
    nw_sums_u7s8(set, weights, input, &found, rows, input.count)
    #expect(found.map(Int64.init) == expected, "\(name(of: set)), \(rows)×\(input.count)")
  }

  @Test("FP32 sums are within rounding of the oracle's double", arguments: instructionSets)
  func floatSums(set: nw_instruction_set) {
    for (seed, (rows, columns)) in Self.shapes.enumerated() {
      var generator = SplitMix64(seed: UInt64(seed))
      let weights = generator.floats(rows * columns)
      let (bias, input) = (generator.floats(rows), generator.floats(columns))
      var expected = [Double](repeating: 0, count: rows)
      var found = [Float](repeating: 0, count: rows)
      nw_dense_f32_ref(weights, bias, input, &expected, rows, columns)
      nw_dense_f32(set, weights, bias, input, &found, rows, columns, false)
      // Each of `columns` additions rounds a sum of at most `columns`.
      let bound = Double(columns) * Double(columns) * 0x1p-24
      #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1) <= bound }, "\(name(of: set))")
      nw_dense_f32(set, weights, bias, input, &found, rows, columns, true)
      #expect(zip(found, expected).allSatisfy { abs(Double($0) - max(0, $1)) <= bound }, "with ReLU")
    }
  }

  @Test("an INT8 layer is the same to the last bit on every instruction set", arguments: [false, true])
  func wholeLayer(relu: Bool) {
    var generator = SplitMix64(seed: 5)
    let (rows, columns) = (130, 192)
    let weights = (0..<rows * columns).map { _ in Int8(generator.below(255) - 127) }
    let sums = (0..<rows).map { row in
      weights[row * columns..<(row + 1) * columns].reduce(Int32(0)) { $0 + Int32($1) }
    }
    let (scales, bias) = (generator.floats(rows, in: 0.001...0.1), generator.floats(rows))
    let input = generator.floats(columns, in: -3...5)
    let answers = instructionSets.map { set in
      var quantized = [UInt8](repeating: 0, count: columns)
      var output = [Float](repeating: 0, count: rows)
      let range = nw_quantize_u7(set, input, &quantized, columns)
      nw_dense_u7s8(set, weights, sums, scales, bias, quantized, range, &output, rows, columns, relu)
      return output.map(\.bitPattern)
    }
    #expect(Set(answers).count == 1)
  }

  @Test("a ReLU keeps NaN, which is how a broken model is seen", arguments: instructionSets)
  func reluKeepsNaN(set: nw_instruction_set) {
    var input = [Float](repeating: 1, count: 64)
    input[13] = .nan
    var output = [Float](repeating: 0, count: 1)
    nw_dense_f32(set, [Float](repeating: 1, count: 64), [0], input, &output, 1, 64, true)
    #expect(output[0].isNaN)
  }

  @Test("training's update of a vector is a times x plus y", arguments: instructionSets)
  func axpy(set: nw_instruction_set) {
    var generator = SplitMix64(seed: 3)
    let (x, y) = (generator.floats(192), generator.floats(192))
    var found = y
    nw_axpy_f32(set, 0.75, x, &found, 192)
    for (index, value) in found.enumerated() { #expect(abs(value - (0.75 * x[index] + y[index])) < 1e-6) }
  }

  @Test("the fastest set is one that the machine has")
  func fastest() {
    #expect(InstructionSet.fastest.isSupported)
    #expect(InstructionSet.supported.contains(.portable))
    #expect(InstructionSet.supported.last == .fastest)
  }

  private func name(of set: nw_instruction_set) -> String { String(cString: nw_name(set)) }
}
