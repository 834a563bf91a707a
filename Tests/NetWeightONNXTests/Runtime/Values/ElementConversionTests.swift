import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct ElementConversionTests {
  private func floats(_ elements: TypedTensor.Elements) -> [Float]? { elements.floats }

  @Test func `every half is the float that it is, and comes back from it`() throws {
    let bits = (0...UInt16.max).map { $0 }
    let floats = try #require(TypedTensor.Elements.float16(bits: bits).floats)
    guard case .float16(let back) = TypedTensor.Elements.float16(rounding: floats) else {
      Issue.record("no halves")
      return
    }
    for (before, after) in zip(bits, back) where before != after {
      #expect(
        before & 0x7C00 == 0x7C00 && before & 0x3FF != 0 && after & 0x7E00 == 0x7E00, "\(before) is no NaN")
    }
  }

  @Test func `floats between two halves go to the nearest, and to the even one from the middle`() throws {
    // All pairs of neighbours that are finite, with and without a sign.
    for bits in UInt16(0)..<0x7BFF {
      let pair = try #require(TypedTensor.Elements.float16(bits: [bits, bits + 1]).floats)
      let middle = pair[0] + (pair[1] - pair[0]) / 2
      let even = bits.isMultiple(of: 2) ? bits : bits + 1
      let rounded = TypedTensor.Elements.float16(
        rounding: [middle, middle.nextDown, middle.nextUp, -middle, -middle.nextDown, -middle.nextUp])
      let sign: UInt16 = 0x8000
      #expect(
        rounded == .float16(bits: [even, bits, bits + 1, even | sign, bits | sign, bits + 1 | sign]),
        "\(bits)")
    }
  }

  @Test func `what is beyond halves is infinite`() {
    #expect(
      TypedTensor.Elements.float16(rounding: [65519.996, 65520, -1e9, .infinity])
        == .float16(bits: [0x7BFF, 0x7C00, 0xFC00, 0x7C00]))
  }

  @Test func `bfloat16 is the nearest upper half, to the even one from the middle`() {
    let floats = [0x3F80_8000, 0x3F81_8000, 0x3F80_8001, 0x7F7F_FFFF, 0xFF80_0000].map {
      Float(bitPattern: $0)
    }
    #expect(
      TypedTensor.Elements.bfloat16(rounding: floats)
        == .bfloat16(bits: [0x3F80, 0x3F82, 0x3F81, 0x7F80, 0xFF80]))
    guard case .bfloat16(let bits) = TypedTensor.Elements.bfloat16(rounding: [Float(bitPattern: 0x7F80_0001)])
    else {
      return
    }
    #expect(bits[0] & 0x7F80 == 0x7F80 && bits[0] & 0x7F != 0, "NaN stays NaN")
  }

  @Test(
    arguments: [
      (.double([1, -2.5]), [1, -2.5]), (.int8([-128, 127]), [-128, 127]), (.int16([-32768]), [-32768]),
      (.int32([1 << 24]), [16_777_216]), (.int64([-5]), [-5]), (.uint8([255]), [255]),
      (.uint16([65535]), [65535]),
      (.uint32([7]), [7]), (.uint64([.max]), [18_446_744_073_709_551_616]), (.bool([true, false]), [1, 0]),
      (.float16(bits: [0x3C00]), [1]), (.bfloat16(bits: [0x3F80]), [1]), (.float([0.1]), [0.1]),
    ] as [(TypedTensor.Elements, [Float])])
  func `elements of each type are floats`(elements: TypedTensor.Elements, expected: [Float]) throws {
    #expect(elements.floats == expected)
    let tensor = try TypedTensor(elements, shape: [expected.count]).tensor()
    #expect(tensor == Tensor(vector: expected))
  }

  @Test func `strings are no floats`() throws {
    #expect(TypedTensor.Elements.string(["1"]).floats == nil)
    let strings = try TypedTensor(.string(["1"]), shape: [1])
    #expect(throws: TypedTensor.NotNumeric.self) { try strings.tensor() }
  }

  @Test(arguments: [([2, 3], 5), ([-1, -6], 6), ([Int.max, 3], 3), ([], 0)])
  func `elements that do not fill a shape are refused`(shape: [Int], count: Int) {
    #expect(throws: ShapeMismatch(what: "value of float", expected: shape, found: [count])) {
      try TypedTensor(.float([Float](repeating: 0, count: count)), shape: shape)
    }
  }

  @Test func `a number without dimensions and a tensor without elements are values`() throws {
    #expect(try TypedTensor(.int64([3]), shape: []).elements == .int64([3]))
    #expect(try TypedTensor(.float([]), shape: [1, 0, 8]).shape == [1, 0, 8])
  }
}
