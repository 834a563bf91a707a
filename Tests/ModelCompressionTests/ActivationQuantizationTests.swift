import CKernels
import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Activations to 7 bits")
struct ActivationQuantizationTests {
  private func quantize(_ set: nw_instruction_set, _ values: [Float]) -> (values: [UInt8], affine: nw_affine)
  {
    var padded = values
    padded += Array(repeating: 0, count: (64 - values.count % 64) % 64)
    var output = [UInt8](repeating: 255, count: padded.count)
    let affine = nw_quantize_u7(set, padded, &output, padded.count)
    return (Array(output.prefix(values.count)), affine)
  }

  @Test("every value is within half a step, and no code is over 127", arguments: instructionSets)
  func errorBound(set: nw_instruction_set) {
    var generator = SplitMix64(seed: 11)
    for range in [-1.0...1.0, 0...1, -5...(-1), 2...3, -1e-3...1e6, -1e30...1e30] {
      let values = generator.floats(192, in: range)
      let (codes, affine) = quantize(set, values)
      #expect(codes.allSatisfy { $0 <= 127 })
      for (code, value) in zip(codes, values) {
        let back = Double(affine.scale) * Double(Int32(code) - affine.zero_point)
        // Half a step, and as much again where the zero point was rounded away from the range's end.
        #expect(abs(back - Double(value)) <= Double(affine.scale) * 1.001)
      }
    }
  }

  @Test("inputs from 0 have zero point 0 and use all 7 bits", arguments: instructionSets)
  func nonNegative(set: nw_instruction_set) {
    let (codes, affine) = quantize(set, [0, 0.25, 0.5, 1])
    #expect(affine.zero_point == 0)
    #expect(affine.scale == Float(1.0 / 127))
    #expect(codes == [0, 32, 64, 127])
  }

  @Test("zero is exact whatever the range", arguments: instructionSets)
  func zeroIsExact(set: nw_instruction_set) {
    for values: [Float] in [[-1, 0, 1], [-7, 0, 0.1], [0, 9], [-9, 0], [0, 0]] {
      let (codes, affine) = quantize(set, values)
      #expect(Int32(codes[values.firstIndex(of: 0)!]) == affine.zero_point)
    }
  }

  @Test("no range at all, or next to none, is no division by zero", arguments: instructionSets)
  func noRange(set: nw_instruction_set) {
    for value: Float in [0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude] {
      let (codes, affine) = quantize(set, [value, value])
      #expect(affine.scale > 0 && affine.scale.isFinite)
      #expect(codes.allSatisfy { $0 <= 127 })
    }
  }

  @Test(
    "what is not a number makes the scale NaN and crashes nothing", arguments: instructionSets,
    [Float.nan, .infinity, -.infinity, .signalingNaN])
  func nonFinite(set: nw_instruction_set, value: Float) {
    for position in [0, 17, 63] {
      var values = [Float](repeating: 0.5, count: 64)
      values[position] = value
      let (codes, affine) = quantize(set, values)
      #expect(affine.scale.isNaN)
      #expect(codes.allSatisfy { $0 <= 127 })
    }
  }

  @Test("the largest finite numbers stay finite", arguments: instructionSets)
  func largest(set: nw_instruction_set) {
    let (codes, affine) = quantize(set, [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude])
    #expect(affine.scale.isFinite)
    #expect(codes.first == 0 && codes.last == 127)
  }
}
