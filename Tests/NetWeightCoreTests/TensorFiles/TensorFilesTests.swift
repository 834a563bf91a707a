import Foundation
import NetWeightCore
import Testing

@Suite struct TensorFilesTests {
  @Test(arguments: [
    (#"{"file":"a.png"}"#, InputReference(file: "a.png")),
    (#"{"file":"a.npy","row":3}"#, InputReference(file: "a.npy", row: 3)),
    (#"{"file":"a.safetensors","tensor":"a1"}"#, InputReference(file: "a.safetensors", tensor: "a1")),
  ])
  func `a reference is written as it is read`(text: String, reference: InputReference) throws {
    #expect(try JSONDecoder().decode(InputReference.self, from: Data(text.utf8)) == reference)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(reference), as: UTF8.self) == text)
  }

  @Test func `bare elements are read row-major, floats least significant byte first`() throws {
    let folder = try TensorFolder()
    try folder.write([0, 128, 255, 1], to: "a.u8")
    try folder.write([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], to: "a.F32")
    #expect(try folder.read(.init(file: "a.u8"), [2, 2]) == [0, 128, 255, 1])
    #expect(try folder.read(.init(file: "a.F32"), [2]) == [1, -2])
  }

  @Test(
    arguments: [
      (
        "a.u8", nil, nil,
        "has 5 bytes, which are not the elements of the input shape [2, 2], 1 byte each. "
          + "Next: correct the file or the manifest's inputShape."
      ),
      (
        "a.f32", nil, nil,
        "has 5 bytes, which are not the elements of the input shape [2, 2], 4 bytes each. "
          + "Next: correct the file or the manifest's inputShape."
      ),
      (
        "a.u8", nil, 0,
        "a file without a header holds one input, the sample asks for row 0. Next: remove \"row\" from the sample."
      ),
      (
        "a.u8", "b", nil,
        "a file without a header has no named tensors, the sample asks for 'b'. "
          + "Next: remove \"tensor\" from the sample."
      ),
    ] as [(String, String?, Int?, String)])
  func `bare elements have no more than the input shape to go by`(
    file: String, tensor: String?, row: Int?, message: String
  ) throws {
    let folder = try TensorFolder()
    try folder.write([1, 2, 3, 4, 5], to: file)
    expect(message: "GoldSets/tiny/\(file): \(message)") {
      try folder.read(.init(file: file, tensor: tensor, row: row), [2, 2])
    }
  }

  @Test func `a file is opened once`() throws {
    let folder = try TensorFolder()
    try folder.write(numPy(), to: "a.npy")
    let files = TensorFiles(folder: folder.url)
    #expect(try files.tensor(.init(file: "a.npy", row: 0), shape: [2]).scalars == [1, 2])
    try FileManager.default.removeItem(at: folder.url.appending(path: "a.npy"))
    #expect(try files.tensor(.init(file: "a.npy", row: 1), shape: [2]).scalars == [3, 4])
  }

  @Test func `the files that were used last stay open, others are closed`() throws {
    let folder = try TensorFolder()
    let files = TensorFiles(folder: folder.url)
    let names = (0...TensorFiles.limit).map { "\($0).u8" }
    for (value, name) in names.enumerated() {
      try folder.write([UInt8(value)], to: name)
      #expect(try files.tensor(.init(file: name), shape: [1]).scalars == [Float(value)])
      // Used each time, so that it is never the oldest.
      _ = try files.tensor(.init(file: names[0]), shape: [1])
    }
    for name in names { try FileManager.default.removeItem(at: folder.url.appending(path: name)) }
    let open = names.filter { (try? files.tensor(.init(file: $0), shape: [1])) != nil }
    #expect(open == names.filter { $0 != "1.u8" })
  }

  @Test func `any number of threads may ask`() throws {
    let folder = try TensorFolder()
    let files = TensorFiles(folder: folder.url)
    for number in 0..<40 { try folder.write(numPy(values: [Float(number), 0, 0, 1]), to: "\(number).npy") }
    let url = folder.url
    DispatchQueue.concurrentPerform(iterations: 2000) { iteration in
      let number = iteration * 7 % 40
      let found = try? files.tensor(.init(file: "\(number).npy", row: 0), shape: [2]).scalars
      if found != [Float(number), 0] { Issue.record("\(number).npy of \(url) gives \(found ?? [])") }
    }
  }

  @Test func `a file that shrinks while it is in use is told`() throws {
    let folder = try TensorFolder()
    try folder.write(numPy(), to: "a.npy")
    let files = TensorFiles(folder: folder.url)
    #expect(try files.tensor(.init(file: "a.npy", row: 1), shape: [2]).scalars == [3, 4])
    try FileHandle(forWritingTo: folder.url.appending(path: "a.npy")).truncate(
      atOffset: UInt64(numPy().count - 1))
    #expect(try files.tensor(.init(file: "a.npy", row: 0), shape: [2]).scalars == [1, 2])
    expect(
      message: "GoldSets/tiny/a.npy: ended or could not be read on while it was in use. "
        + "Next: do not change the files of a set in use."
    ) { try files.tensor(.init(file: "a.npy", row: 1), shape: [2]) }
  }

  @Test func `the digest is that of the whole file, however large`() throws {
    let folder = try TensorFolder()
    let bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 * $0) })
    try folder.write(bytes, to: "a.u8")
    try folder.write([], to: "empty")
    let files = TensorFiles(folder: folder.url)
    #expect(try files.sha256(of: "a.u8") == Digest.hexadecimal(of: bytes))
    #expect(try files.sha256(of: "empty") == Digest.hexadecimal(of: Data()))
    expect(
      message:
        "GoldSets/tiny/b.u8: is not there. Next: check \"file\" of the sample, or make the set's files."
    ) { try files.sha256(of: "b.u8") }
  }
}
