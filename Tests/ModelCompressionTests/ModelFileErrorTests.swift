import Foundation
import ModelCompression
import NetWeightCore
import Testing

/// A file built by hand, and what must be said of it.
struct BadFile: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let header: String
  var data: [UInt8] = []
  let message: String

  private static let tail = " Next: export the model again with ModelCompression."
  private static let again = " Next: export the model again."
  private static let one: [UInt8] = [0, 0, 0x80, 0x3F]
  private static let two: [UInt8] = [0, 0, 0, 0x40]
  private static let minusOne: [UInt8] = [0, 0, 0x80, 0xBF]
  private static let nan: [UInt8] = [0, 0, 0xC0, 0x7F]
  private static func entry(_ name: String, _ type: String, _ shape: String, _ start: Int, _ end: Int)
    -> String
  {
    #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  /// One layer of one input and one neuron in FP32.
  private static func floats(
    weight: [UInt8] = one, shape: String = "[1,1]", bias: String = entry("layer1.bias", "F32", "[1]", 4, 8)
  ) -> (String, [UInt8]) {
    ("{\(entry("layer1.weight", "F32", shape, 0, 4)),\(bias)}", weight + one)
  }

  /// The same in INT8, with a given scale.
  private static func integers(scale: [UInt8]) -> (String, [UInt8]) {
    let entries = [
      entry("layer1.bias", "F32", "[1]", 0, 4), entry("layer1.scale", "F32", "[1]", 4, 8),
      entry("layer1.weight", "I8", "[1,1]", 8, 9),
    ]
    return ("{\(entries.joined(separator: ","))}", one + scale + [7])
  }

  /// The same in INT8 with a range that activations are clipped to, of floats given as bytes.
  private static func ranged(_ ends: [[UInt8]], type: String = "F32", weight: String = "I8") -> (
    String, [UInt8]
  ) {
    let (bytes, width) = (ends.flatMap { $0 }, weight == "I8" ? 1 : 4)
    let entries = [
      entry("layer1.bias", "F32", "[1]", 0, 4), entry("layer1.scale", "F32", "[1]", 4, 8),
      entry("layer1.input_range", type, "[\(type == "I8" ? bytes.count : ends.count)]", 8, 8 + bytes.count),
      entry("layer1.weight", weight, "[1,1]", 8 + bytes.count, 8 + bytes.count + width),
    ]
    return ("{\(entries.joined(separator: ","))}", one + one + bytes + (weight == "I8" ? [7] : one))
  }

  private init(_ description: String, _ file: (String, [UInt8]), _ message: String) {
    testDescription = description
    (header, data) = file
    self.message = message
  }

  static let all: [BadFile] = [
    BadFile("no JSON", ("hello", []), "has a header that is not a JSON object of tensors.\(again)"),
    BadFile("a JSON list", ("[1]", []), "has a header that is not a JSON object of tensors.\(again)"),
    BadFile("no tensors", ("{}", []), "tensor 'layer1.weight' is missing.\(tail)"),
    BadFile(
      "an entry without shape", (#"{"a":{"dtype":"F32"}}"#, []),
      "tensor 'a' is not described by dtype, shape and data_offsets.\(again)"),
    BadFile(
      "an entry with a fraction", (#"{"a":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}"#, [1, 2]),
      "tensor 'a' is not described by dtype, shape and data_offsets.\(again)"),
    BadFile(
      "an unknown type", ("{\(entry("a", "F16", "[1]", 0, 2))}", [0, 0]),
      "tensor 'a' holds F16, expected F32 or I8.\(again)"),
    BadFile(
      "offsets the wrong way round", ("{\(entry("a", "F32", "[1]", 4, 0))}", one),
      "tensor 'a' has the data offsets [4, 0], expected its first byte and the one after its last.\(again)"),
    BadFile(
      "a negative offset", ("{\(entry("a", "F32", "[1]", -4, 0))}", one),
      "tensor 'a' has the data offsets [-4, 0], expected its first byte and the one after its last.\(again)"),
    BadFile(
      "a gap", ("{\(entry("a", "F32", "[1]", 4, 8))}", one + one),
      "tensor 'a' starts at byte 4 of the data, expected 0: a gap or an overlap.\(again)"),
    BadFile(
      "two tensors in one place",
      ("{\(entry("b", "F32", "[1]", 0, 4)),\(entry("a", "F32", "[1]", 0, 4))}", one),
      "tensor 'b' starts at byte 0 of the data, expected 4: a gap or an overlap.\(again)"),
    BadFile(
      "missing data", ("{\(entry("a", "F32", "[2]", 0, 8))}", one),
      "tensor 'a' ends at byte 8 of the data, the file has 4: it is truncated.\(again)"),
    BadFile(
      "data of nobody", ("{\(entry("a", "F32", "[1]", 0, 4))}", one + one),
      "has 4 bytes after its last tensor.\(again)"),
    BadFile(
      "a shape that is not the data's", ("{\(entry("a", "F32", "[3]", 0, 4))}", one),
      "tensor 'a' has 4 bytes, which is not its shape [3] of F32.\(again)"),
    BadFile(
      "a shape whose product overflows",
      ("{\(entry("a", "F32", "[4611686018427387904,4611686018427387904]", 0, 4))}", one),
      "tensor 'a' has 4 bytes, which is not its shape [4611686018427387904, 4611686018427387904] of F32.\(again)"
    ),
    BadFile(
      "no bias", ("{\(entry("layer1.weight", "F32", "[1,1]", 0, 4))}", one),
      "tensor 'layer1.bias' is missing.\(tail)"),
    BadFile(
      "a bias of another length", floats(shape: "[1,1]", bias: entry("layer1.bias", "F32", "[1,1]", 4, 8)),
      "tensor 'layer1.bias' has shape [1, 1], expected [1].\(tail)"),
    BadFile(
      "a bias of integers",
      (
        "{\(entry("layer1.weight", "F32", "[1,1]", 0, 4)),\(entry("layer1.bias", "I8", "[1]", 4, 5))}",
        one + [1]
      ),
      "tensor 'layer1.bias' holds I8, expected F32.\(tail)"),
    BadFile(
      "a weight vector", floats(shape: "[1]"),
      "tensor 'layer1.weight' has shape [1], expected [outputs, inputs].\(tail)"),
    BadFile(
      "a NaN weight", floats(weight: nan),
      "tensor 'layer1.weight' has nan in row 0, column 0, expected finite numbers.\(tail)"),
    BadFile(
      "a stranger", floats(bias: entry("layer2.bias", "F32", "[1]", 4, 8)),
      "tensor 'layer2.bias' is unknown; expected layer1 to layer1, each with weight, bias, scale, input_range.\(tail)"
    ),
    BadFile(
      "no scale",
      (
        "{\(entry("layer1.weight", "I8", "[1,4]", 0, 4)),\(entry("layer1.bias", "F32", "[1]", 4, 8))}",
        one + one
      ),
      "tensor 'layer1.scale' is missing.\(tail)"),
    BadFile(
      "a scale of zero", integers(scale: [0, 0, 0, 0]),
      "tensor 'layer1.scale' has 0.0 at 0, expected a number over 0.\(tail)"),
    BadFile(
      "a negative scale", integers(scale: [0, 0, 0x80, 0xBF]),
      "tensor 'layer1.scale' has -1.0 at 0, expected a number over 0.\(tail)"),
    BadFile(
      "a NaN scale", integers(scale: nan),
      "tensor 'layer1.scale' has nan in row 0, column 0, expected finite numbers.\(tail)"),
    BadFile(
      "a range without 0", ranged([one, two]),
      "tensor 'layer1.input_range' is 1.0 to 2.0, expected a range with 0 in it.\(tail)"),
    BadFile(
      "a range of negative numbers only", ranged([minusOne, minusOne]),
      "tensor 'layer1.input_range' is -1.0 to -1.0, expected a range with 0 in it.\(tail)"),
    BadFile(
      "a range that is the wrong way round", ranged([one, minusOne]),
      "tensor 'layer1.input_range' is 1.0 to -1.0, expected a range with 0 in it.\(tail)"),
    BadFile(
      "an infinite range", ranged([minusOne, [0, 0, 0x80, 0x7F]]),
      "tensor 'layer1.input_range' has inf in row 0, column 1, expected finite numbers.\(tail)"),
    BadFile(
      "a NaN range", ranged([nan, one]),
      "tensor 'layer1.input_range' has nan in row 0, column 0, expected finite numbers.\(tail)"),
    BadFile(
      "a range of three", ranged([minusOne, one, two]),
      "tensor 'layer1.input_range' has shape [3], expected [2].\(tail)"),
    BadFile(
      "a range of integers", ranged([[0, 1]], type: "I8"),
      "tensor 'layer1.input_range' holds I8, expected F32.\(tail)"),
    BadFile(
      "a range for FP32 weights", ranged([minusOne, one], weight: "F32"),
      "tensor 'layer1.input_range' belongs to F32 weights, expected it with I8 weights only.\(tail)"),
    BadFile(
      "layers that don't fit",
      (
        "{\(entry("layer1.weight", "F32", "[1,1]", 0, 4)),\(entry("layer1.bias", "F32", "[1]", 4, 8)),"
          + "\(entry("layer2.weight", "F32", "[1,2]", 8, 16)),\(entry("layer2.bias", "F32", "[1]", 16, 20))}",
        one + one + one + one + one
      ), "tensor 'layer2.weight' takes 2 inputs, layer1 gives 1.\(tail)"),
  ]
}

@Suite("What is said of a bad model file")
struct ModelFileErrorTests {
  @Test("the message names file, tensor, what was expected and what to do", arguments: BadFile.all)
  func message(file: BadFile) async throws {
    try await withTemporaryFile { url in
      let length = withUnsafeBytes(of: UInt64(file.header.utf8.count).littleEndian) { Data($0) }
      try (length + Data(file.header.utf8) + Data(file.data)).write(to: url)
      let error = await #expect(throws: ModelFileError.self) { try await load(url) }
      #expect(error?.description == "Models/model.safetensors: \(file.message)")
    }
  }

  @Test("a missing file is named")
  func missing() async throws {
    try await withTemporaryFile { url in
      let error = await #expect(throws: ModelFileError.self) { try await load(url) }
      #expect(
        error?.description
          == "Models/model.safetensors: cannot be opened: No such file or directory. "
          + "Next: check the path, or train and export the model.")
    }
  }

  @Test("an empty file and a header longer than the file are told apart")
  func lengths() async throws {
    try await withTemporaryFile { url in
      try Data().write(to: url)
      let empty = await #expect(throws: ModelFileError.self) { try await load(url) }
      #expect(empty?.problem == "has 0 bytes, too few for a safetensors file")
      try Data([255, 255, 255, 255, 255, 255, 255, 255, 0]).write(to: url)
      let long = await #expect(throws: ModelFileError.self) { try await load(url) }
      #expect(
        long?.problem
          == "announces a header of 18446744073709551615 bytes and has 9: truncated or no safetensors file")
    }
  }
}
