import Foundation
import NetWeightONNX
import Testing

@Suite struct ExternalDataTests {
  private let folder: ModelFolder
  private let weights: Data

  init() throws {
    folder = try ModelFolder()
    weights = try Data(contentsOf: InspectedModels.folder.appending(path: "external.weights"))
  }

  @Test func `weights in a file beside the model are read from their place in it`() throws {
    let model = try InspectedModels.read("external")
    #expect(try model.externalDataFiles().map(\.lastPathComponent) == ["external.weights"])
    let tensor = try #require(model.graph.initializers.first)
    #expect(tensor.isExternal)
    #expect(try tensor.floats() == (0..<24).map(Float.init))
    #expect(try ONNXModelFile.externalDataFiles(at: InspectedModels.url("qdq")) == [])
  }

  @Test func `a missing file is named with the tensor that needs it`() throws {
    let model = try folder.copy("external")
    #expect(
      failure(of: model) == """
        Models/external.onnx: tensor 'w' is in the file 'external.weights', which is not there. Next: put it beside the \
        model.
        """)
  }

  @Test func `a truncated file is refused`() throws {
    let model = try folder.copy("external")
    try folder.write(weights.dropLast(), to: "external.weights")
    #expect(
      failure(of: model) == """
        Models/external.onnx: tensor 'w' is in the bytes from 64 on of 'external.weights', which has 159 and should have \
        96 from there. Next: copy the file again; it was truncated, or belongs to another model.
        """)
  }

  @Test(arguments: [
    ("/etc/shadow.data", "is an absolute path"), ("../../../passwd", "leaves the folder of the model"),
    ("a/../../weights.", "leaves the folder of the model"),
    ("linked/password", "is or passes a link that leaves the folder of the model"),
    ("linked//../passw", "is or passes a link that leaves the folder of the model"),
  ])
  func `a file outside the model's folder is refused`(location: String, problem: String) throws {
    let outside = folder.url.deletingLastPathComponent().appending(path: "outside")
    try FileManager.default.createDirectory(
      at: outside.appending(path: "inner"), withIntermediateDirectories: true)
    try weights.write(to: outside.appending(path: "inner/password"))
    try weights.write(to: outside.appending(path: "passw"))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "linked"), withDestinationURL: outside.appending(path: "inner"))
    let model = try folder.copy("external", replacing: "external.weights", with: location.padded(to: 16))
    #expect(
      failure(of: model) == """
        Models/external.onnx: tensor 'w' is in the file '\(location.padded(to: 16))', which \(problem). Next: keep the \
        weights in the folder of the model, and save it with their name alone.
        """)
  }

  @Test func `a link that stays in the folder is followed`() throws {
    let model = try folder.copy("external")
    try folder.write(weights, to: "elsewhere")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "external.weights"),
      withDestinationURL: folder.url.appending(path: "elsewhere"))
    #expect(try ONNXModelFile.externalDataFiles(at: model).map(\.lastPathComponent) == ["external.weights"])
  }

  @Test func `a folder is no file of weights`() throws {
    let model = try folder.copy("external")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "external.weights"), withIntermediateDirectories: false)
    #expect(failure(of: model)?.contains("which is no file but a folder or a device. Next: ") == true)
  }

  @Test func `numbers that are none are refused`() throws {
    let model = try folder.copy("external", replacing: "96", with: "-6")
    #expect(
      failure(of: model) == """
        Models/external.onnx: tensor 'w' is in another file, and its location, offset and length are not as the format \
        has them. Next: write the model again.
        """)
  }

  @Test func `a length that is not the shape's is refused`() throws {
    let model = try folder.copy("external", replacing: "96", with: "92")
    try folder.write(weights, to: "external.weights")
    #expect(
      failure(of: model) == """
        Models/external.onnx: tensor 'w' has 92 bytes, and its shape [4, 6] of float takes 96. Next: write the model again.
        """)
  }

  @Test func `a model in memory has no folder to look in`() throws {
    let model = try ONNXModelFile(Data(contentsOf: InspectedModels.url("external")), name: "'int8'")
    let error = #expect(throws: ONNXModelFileError.self) { try model.externalDataFiles() }
    #expect(
      error?.description == """
        'int8': tensor 'w' is in the file 'external.weights', which cannot be looked for: the model was given as bytes and \
        has no folder. Next: load the model from its file.
        """)
  }

  private func failure(of model: URL) -> String? {
    do {
      _ = try ONNXModelFile.externalDataFiles(at: model)
      return nil
    } catch {
      return error.description
    }
  }
}

extension String {
  /// With slashes in front of the last part until it is so long, which changes no path.
  fileprivate func padded(to length: Int) -> String {
    guard count < length, let slash = lastIndex(of: "/") else { return self }
    return self[...slash] + String(repeating: "/", count: length - count) + self[index(after: slash)...]
  }
}
