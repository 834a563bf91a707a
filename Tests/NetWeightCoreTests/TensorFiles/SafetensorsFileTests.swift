import Foundation
import NetWeightCore
import Testing

/// A `.safetensors` file by hand.
func safetensors(_ header: String, _ values: [Float] = [], length: UInt64? = nil) -> [UInt8] {
  let count = length ?? UInt64(header.utf8.count)
  return withUnsafeBytes(of: count.littleEndian) { Array($0) } + Array(header.utf8) + values.flatMap(\.bytes)
}

/// One entry of its header.
func tensorEntry(_ name: String, _ shape: String, _ start: Int, _ end: Int) -> String {
  #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
}

@Suite struct SafetensorsFileTests {
  private static let again = " Next: write it again with safetensors."

  @Test func `tensors are found by name, alone or by their rows, whatever the metadata says`() throws {
    let folder = try TensorFolder()
    let header =
      #"{"__metadata__":{"a":"b"},"#
      + "\(tensorEntry("one", "[2]", 0, 8)),\(tensorEntry("many", "[2,1,2]", 8, 24))}  "
    try folder.write(safetensors(header, [1, 2, 3, 4, 5, 6]), to: "a.safetensors")
    #expect(try folder.read(.init(file: "a.safetensors", tensor: "one"), [2, 1]) == [1, 2])
    #expect(try folder.read(.init(file: "a.safetensors", tensor: "many", row: 1), [2]) == [5, 6])
  }

  @Test(
    arguments: [
      ([], "has 0 bytes, too few for a safetensors file." + again),
      (
        safetensors("{}", length: .max),
        "announces a header of 18446744073709551615 bytes and has 10: truncated or no safetensors file."
          + again
      ),
      (safetensors("hello"), "has a header that is not a JSON object of tensors." + again),
      (safetensors("[1]"), "has a header that is not a JSON object of tensors." + again),
      (safetensors(""), "has a header that is not a JSON object of tensors." + again),
      (
        safetensors(String(repeating: "[", count: 100_000)),
        "has a header that is not a JSON object of tensors." + again
      ),
      (
        safetensors(#"{"a":{"dtype":"F32","shape":[1]}}"#),
        "tensor 'a' is not described by dtype, shape and data_offsets." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[1]", 0, 4))}"),
        "tensor 'a' ends at byte 4 of the data, the file has 0: it is truncated." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[3]", 0, 4))}", [1]),
        "tensor 'a' has 4 bytes, which is not its shape [3] of F32." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[4611686018427387904,2]", 0, 4))}", [1]),
        "tensor 'a' has 4 bytes, which is not its shape [4611686018427387904, 2] of F32." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[-1,-1]", 0, 4))}", [1]),
        "tensor 'a' has 4 bytes, which is not its shape [-1, -1] of F32." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[1]", 0, 4)),\(tensorEntry("b", "[1]", 0, 4))}", [1]),
        "tensor 'b' starts at byte 0 of the data, expected 4: a gap or an overlap." + again
      ),
      (
        safetensors("{\(tensorEntry("a", "[1]", 0, 4))}", [1, 2]),
        "has 4 bytes after its last tensor." + again
      ),
    ] as [([UInt8], String)])
  func `a damaged file is refused with what is wrong`(bytes: [UInt8], message: String) throws {
    try expectRefusal(bytes, tensor: "a", message)
  }

  @Test(
    arguments: [
      (
        ["a1", "a2", "b1", "c", "d"], "a3",
        "has no tensor 'a3'. Next: correct \"tensor\"; the nearest of 5 are 'a1', 'a2', 'b1'."
      ),
      (["a1", "b"], "a2", "has no tensor 'a2'. Next: correct \"tensor\"; it holds 'a1', 'b'."),
      ([], "a", "has no tensor 'a'. Next: correct \"tensor\"; the file holds none."),
      (
        ["b", "a"], nil,
        "holds named tensors and the sample names none. Next: give the \"tensor\" of the sample; it holds 'a', 'b'."
      ),
    ] as [([String], String?, String)])
  func `an unknown tensor is answered with the nearest names`(
    names: [String], tensor: String?, message: String
  ) throws {
    let entries = names.enumerated().map { tensorEntry($1, "[1]", 4 * $0, 4 * $0 + 4) }
    let bytes = safetensors("{\(entries.joined(separator: ","))}", names.map { _ in 1 })
    try expectRefusal(bytes, tensor: tensor, message)
  }

  @Test func `what does not have the elements of the input shape is refused by name`() throws {
    let bytes = safetensors("{\(tensorEntry("a", "[2,2]", 0, 16))}", [1, 2, 3, 4])
    try expectRefusal(
      bytes, tensor: "a", shape: [3],
      "tensor 'a' has shape [2, 2] with 4 elements, the input shape [3] has 3. "
        + "Next: correct the file or the manifest's inputShape.")
    try expectRefusal(
      bytes, tensor: "a", row: 2, shape: [2],
      "tensor 'a' has 2 rows, 0…1, and no row 2. Next: correct \"row\".")
    try expectRefusal(
      bytes, tensor: "a", row: 0, shape: [3],
      "tensor 'a' row 0 has shape [2] with 2 elements, the input shape [3] has 3. "
        + "Next: correct the file or the manifest's inputShape.")
  }

  private func expectRefusal(
    _ bytes: [UInt8], tensor: String?, row: Int? = nil, shape: [Int] = [1], _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TensorFolder()
    try folder.write(bytes, to: "a.safetensors")
    expect(
      message: "GoldSets/tiny/a.safetensors: \(message)", sourceLocation: sourceLocation
    ) { try folder.read(.init(file: "a.safetensors", tensor: tensor, row: row), shape) }
  }
}
