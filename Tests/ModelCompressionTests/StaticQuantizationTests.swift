import CKernels
import ModelCompression
import NetWeightCore
import Testing

@Suite("Activations to 7 bits of a fixed range")
struct StaticQuantizationTests {
  struct Quantized: Hashable {
    var codes: [UInt8]
    var scale: UInt32
    var zeroPoint: Int32
    var clipped: UInt32
  }

  /// With zeros up to the next whole block, as the runtime fills vectors up.
  private func quantize(_ set: nw_instruction_set, _ values: [Float], _ lower: Float, _ upper: Float)
    -> Quantized
  {
    let padded = values + Array(repeating: 0, count: (64 - values.count % 64) % 64)
    var codes = [UInt8](repeating: 255, count: padded.count)
    var clipped: UInt32 = 12345
    let affine = nw_quantize_u7_static(set, padded, &codes, padded.count, lower, upper, &clipped)
    return Quantized(
      codes: codes, scale: affine.scale.bitPattern, zeroPoint: affine.zero_point, clipped: clipped)
  }

  private static let ranges: [(lower: Float, upper: Float)] = [
    (0, 1), (-1, 1), (-0.7, 2.3), (-3, 0), (0, 1e-6), (-1e30, 1e30), (0, 0),
  ]

  @Test("codes and count are those of a plain loop", arguments: instructionSets)
  func plainLoop(set: nw_instruction_set) {
    var generator = SplitMix64(seed: 21)
    for (lower, upper) in Self.ranges {
      let reach = Double(max(-lower, upper, 1e-20)) * 1.5
      let values = generator.floats(250, in: -reach...reach)
      let found = quantize(set, values, lower, upper)
      let scale = Float(bitPattern: found.scale)
      let (least, most) = (lower - scale / 2, upper + scale / 2)
      var clipped = 0
      for (value, code) in zip(values, found.codes) {
        if value < least || value > most { clipped += 1 }
        let steps = Double(min(max(value, least), most) * (1 / scale)) + Double(found.zeroPoint)
        #expect(Int(code) == Int(min(max(steps.rounded(.toNearestOrEven), 0), 127)))
      }
      #expect(Int(found.clipped) == clipped)
      #expect(clipped > 50 && (lower == upper || clipped < 200), "the values must test both sides")
    }
  }

  @Test(
    "with the range of the vector it is dynamic quantization, and clips nothing", arguments: instructionSets)
  func ownRange(set: nw_instruction_set) {
    var generator = SplitMix64(seed: 22)
    for range in [-1.0...1.0, 0...1, -5...(-1), 2...3, -1e-3...1e6, -1e30...1e30] {
      let values = generator.floats(192, in: range)
      var codes = [UInt8](repeating: 255, count: 192)
      let affine = nw_quantize_u7(set, values, &codes, 192)
      let found = quantize(set, values, min(0, values.min()!), max(0, values.max()!))
      #expect(
        found
          == Quantized(
            codes: codes, scale: affine.scale.bitPattern, zeroPoint: affine.zero_point, clipped: 0))
    }
  }

  @Test("every instruction set gives the same bits")
  func sameEverywhere() {
    var generator = SplitMix64(seed: 23)
    for (lower, upper) in Self.ranges {
      let values = generator.floats(512, in: -2...3)
      #expect(Set(instructionSets.map { quantize($0, values, lower, upper) }).count == 1)
    }
  }

  @Test("up to half a step beyond is rounding, more is clipping", arguments: instructionSets)
  func halfStep(set: nw_instruction_set) {
    let found = quantize(set, [127, 127.5, 127.6, 1e9, 0, -0.5, -0.6, -1e9, 63.4], 0, 127)
    #expect(Float(bitPattern: found.scale) == 1)
    #expect(found.codes.prefix(9) == [127, 127, 127, 127, 0, 0, 0, 0, 63])
    #expect(found.clipped == 4)
  }

  @Test("zeros that fill a vector up stay exact and are not counted", arguments: instructionSets)
  func padding(set: nw_instruction_set) {
    for (lower, upper) in Self.ranges {
      let found = quantize(set, [3e38, -3e38], lower, upper)
      #expect(found.clipped == 2)
      #expect(found.codes.dropFirst(2).allSatisfy { Int32($0) == found.zeroPoint })
    }
  }

  @Test("a range of nothing gives zeros, not a division by zero", arguments: instructionSets)
  func noRange(set: nw_instruction_set) {
    let found = quantize(set, [0, 1, -1, .leastNormalMagnitude, .greatestFiniteMagnitude], 0, 0)
    #expect(found.codes.allSatisfy { $0 == 0 })
    #expect(found.clipped == 4)
    #expect(Float(bitPattern: found.scale) == .leastNormalMagnitude)
  }

  @Test("the widest range clips nothing and stays finite", arguments: instructionSets)
  func widest(set: nw_instruction_set) {
    let limit = Float.greatestFiniteMagnitude
    let found = quantize(set, [-limit, 0, limit], -limit, limit)
    #expect(Float(bitPattern: found.scale).isFinite)
    #expect(found.codes[0] == 0 && found.codes[2] == 127)
    #expect(found.clipped == 0)
  }

  @Test(
    "what is not a number makes the scale NaN: clipping would hide it", arguments: instructionSets,
    [Float.nan, .infinity, -.infinity, .signalingNaN, -.nan])
  func nonFinite(set: nw_instruction_set, value: Float) {
    for position in [0, 17, 63, 100] {
      var values = [Float](repeating: 0.5, count: 128)
      values[position] = value
      let found = quantize(set, values, -1, 1)
      #expect(Float(bitPattern: found.scale).isNaN)
      #expect(found.codes.allSatisfy { $0 <= 127 })
    }
  }
}
