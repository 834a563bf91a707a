import Foundation
import NetWeightCore
import Testing

/// A `.npy` file by hand: as many elements of 4 bytes as `values` has.
func numPy(
  _ header: String = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
  version: [UInt8] = [1, 0],
  length: Int? = nil, values: [Float] = [1, 2, 3, 4]
) -> [UInt8] {
  let count = length ?? header.utf8.count
  let width = version[0] == 1 ? 2 : 4
  let size = (0..<width).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  return [0x93] + Array("NUMPY".utf8) + version + size + Array(header.utf8) + values.flatMap(\.bytes)
}

@Suite struct NumPyFileTests {
  private static let again = " Next: write it again with numpy.save."

  @Test(arguments: [
    "{'shape':(2,2),'fortran_order':False,'descr':'<f4'}",
    " { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , 2 , ) , } \n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 1, 2), }",
  ])
  func `keys come in any order and spaces don't count`(header: String) throws {
    let folder = try TensorFolder()
    try folder.write(numPy(header), to: "a.npy")
    #expect(try folder.read(.init(file: "a.npy"), [2, 2]) == [1, 2, 3, 4])
  }

  @Test func `elements need not be aligned`() throws {
    let folder = try TensorFolder()
    for spaces in 0..<8 {
      let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }"
      try folder.write(numPy(header + String(repeating: " ", count: spaces)), to: "\(spaces).npy")
      #expect(try folder.read(.init(file: "\(spaces).npy", row: 1), [2]) == [3, 4])
    }
  }

  @Test func `NaN and infinities are not judged here`() throws {
    let folder = try TensorFolder()
    try folder.write(numPy(values: [.nan, .infinity, 0, 1]), to: "a.npy")
    let values = try folder.read(.init(file: "a.npy"), [4])
    #expect(values[0].isNaN && values[1] == .infinity)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func `each number of 16 bits is what the compiler takes it for`() throws {
      let folder = try TensorFolder()
      let header = numPy("{'descr': '<f2', 'fortran_order': False, 'shape': (65536,), }", values: [])
      let all = (0...UInt16.max).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      try folder.write(header + all, to: "a.npy")
      let found = try folder.read(.init(file: "a.npy"), [65536])
      let expected = (0...UInt16.max).map { Float(Float16(bitPattern: $0)) }
      let differing = zip(found, expected).count { $0.bitPattern != $1.bitPattern && !($0.isNaN && $1.isNaN) }
      #expect(differing == 0)
    }
  #endif

  @Test(arguments: [
    "", "{}", "{'descr': '<f4'}", "hello", "{'descr': '<f4', 'fortran_order': False, 'shape': (4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), } x",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': 1}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2)}",
    "{'descr': \"<f4\", 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (2, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 2]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)", "{'descr",
  ])
  func `a header that NumPy would not write is refused`(header: String) throws {
    try expectRefusal(
      numPy(header),
      "has a header that is not NumPy's dictionary of descr, fortran_order and shape." + Self.again)
  }

  @Test(
    arguments: [
      ([], "is empty." + again),
      (
        Array("PK\u{3}\u{4}......".utf8),
        "is no NumPy file: it begins with the bytes 50 4b 03 04 2e 2e." + again
      ),
      ([0x93, 0x4E], "is no NumPy file: it begins with the bytes 93 4e." + again),
      (Array(numPy().prefix(9)), "has 9 bytes and ends in its header." + again),
      (Array(numPy(version: [2, 0]).prefix(11)), "has 11 bytes and ends in its header." + again),
      (numPy(version: [4, 0]), "has the format version 4.0, expected 1.0, 2.0 or 3.0." + again),
      (numPy(version: [1, 1]), "has the format version 1.1, expected 1.0, 2.0 or 3.0." + again),
      (
        numPy(length: 65535),
        "announces a header of 65535 bytes and has 85: it is truncated." + again
      ),
      (
        numPy(version: [3, 0], length: 4_294_967_295),
        "announces a header of 4294967295 bytes and has 87: it is truncated." + again
      ),
      (
        numPy(values: [1, 2, 3]),
        "has 12 bytes of elements, its shape [2, 2] takes 16: it is truncated." + again
      ),
      (
        numPy(values: [1, 2, 3, 4, 5]),
        "has 20 bytes of elements, its shape [2, 2] takes 16: something follows." + again
      ),
      (
        numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}"),
        "has shape [4611686018427387904, 4], which is more than any file holds." + again
      ),
      (
        numPy("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2)}"),
        "holds elements of the type '|O', expected f2, f4, f8, i1…i8, u1…u8 or b1. "
          + "Next: convert it with numpy.ndarray.astype."
      ),
      (
        numPy("{'descr': '|f4', 'fortran_order': False, 'shape': (2, 2)}"),
        "holds elements of the type '|f4', expected f2, f4, f8, i1…i8, u1…u8 or b1. "
          + "Next: convert it with numpy.ndarray.astype."
      ),
    ] as [([UInt8], String)])
  func `a damaged file is refused with what is wrong`(bytes: [UInt8], message: String) throws {
    try expectRefusal(bytes, message)
  }

  @Test(
    arguments: [
      (
        nil, [3], "has shape [2, 2] with 4 elements, the input shape [3] has 3. ",
        "correct the file or the manifest's inputShape"
      ),
      (
        nil, [2], "has shape [2, 2] with 4 elements, the input shape [2] has 2. ",
        "give the \"row\" of the sample"
      ),
      (
        0, [2, 2], "row 0 has shape [2] with 2 elements, the input shape [2, 2] has 4. ",
        "correct the file or the manifest's inputShape"
      ),
      (2, [2], "has 2 rows, 0…1, and no row 2. ", "correct \"row\""),
      (-1, [2], "has 2 rows, 0…1, and no row -1. ", "correct \"row\""),
      (
        nil, [], "has shape [2, 2] with 4 elements, the input shape [] has 1. ",
        "correct the file or the manifest's inputShape"
      ),
      (nil, [4, 0], "cannot have the input shape [4, 0]. ", "correct the manifest's inputShape"),
      (nil, [-2, -2], "cannot have the input shape [-2, -2]. ", "correct the manifest's inputShape"),
      (
        nil, [Int.max, 4], "cannot have the input shape [9223372036854775807, 4]. ",
        "correct the manifest's inputShape"
      ),
    ] as [(Int?, [Int], String, String)])
  func `what does not have the elements of the input shape is refused`(
    row: Int?, shape: [Int], message: String, next: String
  ) throws {
    try expectRefusal(numPy(), row: row, shape: shape, "\(message)Next: \(next).")
  }

  @Test func `as many elements in another order are refused`() throws {
    let values = (0..<12).map(Float.init)
    let bytes = numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2, 2), }", values: values)
    try expectRefusal(
      bytes, shape: [2, 2, 3],
      "has shape [3, 2, 2], the input shape is [2, 2, 3]: as many elements, but in another order. Next: store the "
        + "input in the manifest's inputShape, or change inputShape and reorder in preprocessing.")
    let folder = try TensorFolder()
    try folder.write(bytes, to: "a.npy")
    for shape in [[12], [1, 3, 2, 2], [3, 2, 1, 2, 1]] {
      #expect(try folder.read(.init(file: "a.npy"), shape) == values)
    }
  }

  @Test func `rows of what has none, and tensors of what has no names, are refused`() throws {
    try expectRefusal(
      numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", values: [7]), row: 0, shape: [1],
      "is a single element and has no rows. Next: remove \"row\" from the sample.")
    try expectRefusal(
      numPy("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2), }", values: []), row: 0, shape: [2],
      "has 0 rows and no row 0. Next: correct \"row\".")
    try expectRefusal(
      numPy(), tensor: "a",
      "a NumPy file has no named tensors, the sample asks for 'a'. Next: remove \"tensor\" from the sample.")
  }

  private func expectRefusal(
    _ bytes: [UInt8], tensor: String? = nil, row: Int? = nil, shape: [Int] = [2, 2], _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TensorFolder()
    try folder.write(bytes, to: "a.npy")
    expect(
      message: "GoldSets/tiny/a.npy: \(message)", sourceLocation: sourceLocation
    ) { try folder.read(.init(file: "a.npy", tensor: tensor, row: row), shape) }
  }
}
