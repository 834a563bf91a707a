import Foundation
import NetWeightCore
import Testing

@Suite struct WrittenFilesTests {
  @Test(arguments: [
    "b1-byte", "i1-byte", "u1-byte", "f2-little", "f2-big", "f4-little", "f4-big", "f8-little", "f8-big",
    "i2-little", "i2-big", "i4-little", "i4-big", "i8-little", "i8-big", "u2-little", "u2-big", "u4-little",
    "u4-big", "u8-little", "u8-big", "version-2", "version-3",
  ])
  func `what NumPy writes is read, in each type, order of bytes and version`(name: String) throws {
    let kind: Character = name.hasPrefix("version") ? "f" : name.first!
    let expected = Written.values(kind)
    #expect(try Written.read(.init(file: "\(name).npy")) == expected)
    #expect(try Written.read(.init(file: "\(name).npy", row: 0), [5]) == Array(expected.prefix(5)))
    #expect(try Written.read(.init(file: "\(name).npy", row: 1), [5]) == Array(expected.suffix(5)))
  }

  @Test func `an array without dimensions is one element, and rows of a vector are`() throws {
    #expect(try Written.read(.init(file: "scalar.npy"), [1]) == [1.5])
    #expect(try Written.read(.init(file: "vector.npy", row: 3), [1, 1]) == [-0.5])
  }

  @Test func `NumPy's numbers of 16 bits keep infinities, NaN, the sign of zero and what is subnormal`()
    throws
  {
    let values = try Written.read(.init(file: "special-halves.npy"), [8])
    #expect(values[2].isNaN)
    #expect(values[3].sign == .minus)
    #expect(
      [0, 1, 3, 4, 5, 6, 7].map { values[$0] } == [.infinity, -.infinity, 0, 0x1p-24, 65504, 0x1p-14, 1])
  }

  @Test(arguments: [
    "F16", "F32", "F64", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64", "BOOL", "BF16",
  ])
  func `what safetensors writes is read, in each type`(name: String) throws {
    let kind = name == "BF16" ? "f" : Character(name.prefix(1).lowercased())
    let expected = Written.values(kind)
    #expect(try Written.read(.init(file: "types.safetensors", tensor: name)) == expected)
    #expect(
      try Written.read(.init(file: "types.safetensors", tensor: name, row: 1), [5])
        == Array(expected.suffix(5)))
  }

  @Test(arguments: [
    ("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4), ("gamma", 3),
  ])
  func `of a PNG file come the stored samples, without alpha and whatever its gamma`(
    name: String, channels: Int
  ) throws {
    let colours = channels < 3 ? 1 : 3
    let expected = (0..<12).flatMap { pixel in
      (0..<colours).map { Float(37 * (pixel * channels + $0) % 256) }
    }
    try expectImage("\(name).png", [3, 4, colours], expected)
    try expectImage("\(name).png", [12 * colours], expected)
    if colours == 1 { try expectImage("\(name).png", [3, 4, 3], expected.flatMap { [$0, $0, $0] }) }
  }

  @Test(arguments: [4, 8])
  func `a palette gives its colours`(bits: Int) throws {
    let expected = (0..<12).flatMap { [Float($0), 255 - Float($0), Float(7 * $0)] }
    try expectImage("palette-\(bits).png", [3, 4, 3], expected)
  }

  @Test func `colours that are all grey are read as grey`() throws {
    try expectImage("grey-as-RGB.png", [3, 4], (0..<12).map { Float(37 * $0 % 256) })
  }

  /// Without libpng on this machine, that this is said.
  private func expectImage(_ name: String, _ shape: [Int], _ expected: [Float]) throws {
    if PNGLibrary.standard.isLoaded {
      #expect(try Written.read(.init(file: name), shape) == expected)
    } else {
      expect(message: Written.missingLibrary(name, tried: PNGLibrary.standard.tried)) {
        try Written.read(.init(file: name), shape)
      }
    }
  }

  @Test(
    arguments: [
      (
        "fortran.npy", nil,
        "is in Fortran order, first index fastest, and inputs are read last index fastest. "
          + "Next: write it again with numpy.save(…, numpy.ascontiguousarray(…))."
      ),
      (
        "records.npy", nil,
        "holds records with named fields, expected plain numbers. Next: save the field's own array."
      ),
      (
        "complex.npy", nil,
        "holds elements of the type '<c8', expected f2, f4, f8, i1…i8, u1…u8 or b1. "
          + "Next: convert it with numpy.ndarray.astype."
      ),
      (
        "empty.npy", nil, "has shape [0, 5], which holds no elements. Next: write the array again."
      ),
      (
        "types.safetensors", "empty",
        "tensor 'empty' has shape [0, 5], which holds no elements. Next: write the array again."
      ),
      (
        "types.safetensors", "F8_E4M3",
        "tensor 'F8_E4M3' holds F8_E4M3, expected one of BF16, BOOL, F16, F32, F64, I16, I32, I64, I8, U16, U32, "
          + "U64, U8. Next: convert it to one of these types."
      ),
      (
        "16-bit.png", nil, "has 16 bits per sample, expected 8. Next: convert it, or store the input as .npy."
      ),
      ("1-bit.png", nil, "has 1 bits per sample, expected 8. Next: convert it, or store the input as .npy."),
    ] as [(String, String?, String)])
  func `what has no one meaning as an input is refused`(name: String, tensor: String?, message: String) {
    expect(message: "Fixtures/\(name): \(message)") {
      try Written.read(.init(file: name, tensor: tensor))
    }
  }
}
