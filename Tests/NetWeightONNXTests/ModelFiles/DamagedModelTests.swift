import Foundation
import NetWeightONNX
import Testing

@Suite struct DamagedModelTests {
  private let folder: ModelFolder

  init() throws { folder = try ModelFolder() }

  @Test(arguments: [
    ("", "is empty. Next: make the model again."),
    (
      "# Not a model\n",
      "is no ONNX model: its bytes are no protobuf message. Next: name the .onnx file, or make it again."
    ),
    (
      "version https://git-lfs.github.com/spec/v1\n",
      "is a pointer of Git LFS and not yet the file. Next: git lfs pull."
    ),
    (
      "\u{18}\0\0\0ORTM\0\0",
      "is in ONNX Runtime's own format and no ONNX model. Next: name the .onnx file that it was made of."
    ),
    ("\u{08}\u{08}", "is no ONNX model: it holds no graph. Next: name the .onnx file."),
  ])
  func `what is no model says what it is`(text: String, problem: String) throws {
    let file = try folder.write(Data(text.utf8), to: "bad.onnx")
    #expect(failure(of: file) == "Models/bad.onnx: \(problem)")
  }

  @Test func `what is not there, and what is no file, is said`() throws {
    #expect(
      failure(of: folder.url.appending(path: "none.onnx"))
        == "Models/none.onnx: is not there. Next: check the path, or make the model.")
    #expect(
      failure(of: folder.url)?.contains("is no file but a folder or a device. Next: name the .onnx file.")
        == true)
    #expect(
      failure(of: URL(filePath: "/dev/zero"))
        == "dev/zero: is no file but a folder or a device. Next: name the .onnx file.")
  }

  @Test(arguments: ["perceptron", "qdq", "branches", "types", "external"])
  func `a file that ends too early anywhere is refused, or has less in it`(name: String) throws {
    let whole = try Data(contentsOf: InspectedModels.url(name))
    let expected = "is no ONNX model: |ends in the middle of a message: |takes "
    for length in 1..<whole.count {
      do {
        let model = try ONNXModelFile(whole.prefix(length), name: "cut")
        // It ended between two fields of the model: what comes last is its operator sets.
        #expect(model.operatorSets.isEmpty, "\(length)")
      } catch {
        #expect(expected.split(separator: "|").contains { error.problem.contains($0) }, "\(error)")
      }
    }
  }

  @Test(
    arguments: [
      // Lengths of 2^62 bytes, of a message, of raw data, of a list of floats, and one that does not end.
      [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F],
      [0x3A, 0x0E, 0x2A, 0x0C, 0x10, 0x01, 0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F],
      [0x3A, 0x0E, 0x2A, 0x0C, 0x10, 0x01, 0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F],
      [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func `a length that no file can have asks for no memory`(bytes: [UInt8]) throws {
    let error = #expect(throws: ONNXModelFileError.self) { try ONNXModelFile(Data(bytes), name: "lying") }
    #expect(error?.problem.contains("ONNX model") == true)
  }

  @Test(
    arguments: [
      // 2^40 · 2^40 elements; -1 elements; 2^40 floats with none stored; a pair of floats with one stored.
      (
        [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x10, 0x01],
        "tensor '' has the shape [1099511627776, 1099511627776], which no tensor can have"
      ),
      (
        [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x10, 0x01],
        "tensor '' has the shape [-1], which no tensor can have"
      ),
      (
        [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x10, 0x01],
        "tensor '' has at most 36 elements, and its shape [1099511627776] takes 1099511627776"
      ),
      (
        [0x08, 0x02, 0x10, 0x01, 0x4A, 0x04, 0, 0, 0, 0],
        "tensor '' has 4 bytes, and its shape [2] of float takes 8"
      ),
      (
        [0x08, 0x02, 0x10, 0x01, 0x22, 0x04, 0, 0, 0, 0],
        "tensor '' has 4 bytes, and its shape [2] of float takes 8"
      ),
    ] as [([UInt8], String)])
  func `a shape that is not what is stored is refused before anything is made of it`(
    tensor: [UInt8], problem: String
  ) throws {
    let bytes: [UInt8] = [0x3A, UInt8(tensor.count + 2), 0x2A, UInt8(tensor.count)] + tensor
    let error = #expect(throws: ONNXModelFileError.self) {
      let model = try ONNXModelFile(Data(bytes), name: "lying")
      _ = try model.graph.initializers.map { try $0.bytes() }
    }
    #expect(error?.description == "lying: \(problem). Next: write the model again.")
  }

  @Test func `graphs in graphs without end are refused`() throws {
    // A graph with a node with an attribute that is a graph, a thousand times.
    var bytes: [UInt8] = []
    for _ in 0..<1000 {
      for tag: UInt8 in [0x32, 0x2A, 0x0A] { bytes = [tag] + Self.varint(bytes.count) + bytes }
    }
    bytes = [0x3A] + Self.varint(bytes.count) + bytes
    let error = #expect(throws: ONNXModelFileError.self) { try ONNXModelFile(Data(bytes), name: "deep") }
    #expect(error?.problem == "has messages in messages more than 100 deep")
  }

  @Test func `a message in several parts is one message, as the format has it`() throws {
    let half = { (name: UInt8, value: UInt8) -> [UInt8] in
      let tensor: [UInt8] = [0x08, 0x01, 0x10, 0x02, 0x42, 0x01, name, 0x4A, 0x01, value]
      return [0x3A, UInt8(tensor.count + 2), 0x2A, UInt8(tensor.count)] + tensor
    }
    let bytes = half(0x61, 7) + [0x08, 0x08] + half(0x62, 9)
    let model = try ONNXModelFile(Data(bytes), name: "parts")
    #expect(model.graph.initializers.map(\.name) == ["a", "b"])
    #expect(try model.graph.initializers.map { try $0.floats() } == [[7], [9]])
  }

  private static func varint(_ value: Int) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }

  private func failure(of file: URL) -> String? {
    do {
      _ = try ONNXModelFile(readingFrom: file)
      return nil
    } catch {
      return error.description
    }
  }
}
