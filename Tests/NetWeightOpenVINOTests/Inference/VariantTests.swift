import Foundation
import NetWeightCore
import NetWeightOpenVINO
import Testing

@Suite struct VariantTests {
  /// What the library says of a model is in other words in each release.
  private func expectRefusal<Result>(
    of model: String, saying words: String = "", sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Result
  ) async {
    let error = await #expect(throws: RuntimeError.self, sourceLocation: sourceLocation) { try await body() }
    let text = error?.description ?? ""
    #expect(
      text.hasPrefix("\(model): OpenVINO 20") && text.contains(" cannot load it: "),
      sourceLocation: sourceLocation)
    #expect(words.isEmpty || text.contains(words), sourceLocation: sourceLocation)
    #expect(
      text.hasSuffix(
        "Next: check the options and make the model again; if both are sound, try the newest openvino."),
      sourceLocation: sourceLocation)
  }

  @Test func `the name says the format, unless it is said`() async throws {
    #expect(OpenVINOVariant("int8-static", at: Fixtures.url("mlp-qdq")).numericFormat == .int8)
    #expect(OpenVINOVariant("int8", at: Fixtures.url("mlp-qdq"), format: .bf16).numericFormat == .bf16)
    let silent = OpenVINOVariant("pruned", at: Fixtures.small("dense"))
    let message = """
      Models/dense.onnx: variant 'pruned' does not say what its weights are multiplied in. Next: say it: \
      OpenVINOVariant("pruned", at: …, format: .fp32).
      """
    await expectError(message) { try await silent.prepare() }
    await expectError(message) { try await silent.load() }
  }

  @Test func `a model in OpenVINO's own format answers, and its weights are of its files`() async throws {
    let ir = try TinyIR()
    let variant = OpenVINOVariant("fp32", at: ir.model)
    try await variant.prepare()
    #expect(try await answer(variant, [4], [1, 2, 3, 4]) == Tensor(vector: [20, 10, 0]))
    #expect(variant.artefactFiles == [ir.model, ir.weights])
    #expect(try variant.describeArtefact().map(\.bytes).last == 48)
  }

  @Test func `weights beside an ONNX model are of its files`() throws {
    let variant = OpenVINOVariant(fixture: Fixtures.small("external/dense"))
    #expect(try variant.listArtefactFiles().map(\.lastPathComponent) == ["dense.onnx", "dense.weights"])
  }

  @Test func `a variant is the same with another file`() async throws {
    let variant = OpenVINOVariant(fixture: Fixtures.small("dense"))
    let other = try #require(
      variant.replacingArtefact(with: [Fixtures.small("relu")]) as? OpenVINOVariant)
    #expect(other.name == "dense")
    #expect(other.options == variant.options)
    #expect(try await answer(other, [2], [-1, 1]) == Tensor(vector: [0, 1]))
    #expect(variant.replacingArtefact(with: []).artefactFiles == variant.artefactFiles)
  }

  @Test func `a model that is not there is said to be that`() async throws {
    let variant = OpenVINOVariant("fp32", at: Fixtures.small("nowhere"))
    let message = "Models/nowhere.onnx: there is no such file. Next: check the path, or make the model."
    await expectError(message) { try await variant.prepare() }
    await expectError(message) { try await variant.load() }
    await expectError(message) { try variant.listArtefactFiles() }
    #expect(variant.artefactFiles == [Fixtures.small("nowhere")])
  }

  @Test func `files of other formats are not read`() async throws {
    let variant = OpenVINOVariant("fp32", at: Fixtures.small("dense").appendingPathExtension("pb"))
    await expectError(
      """
      Models/dense.onnx.pb: it is neither an .onnx nor an .xml file. Next: export the model to ONNX or to OpenVINO's IR.
      """
    ) { try await variant.load() }
  }

  @Test func `a file that is no model is refused with the library's words`() async throws {
    let ir = try TinyIR()
    try Data(try Data(contentsOf: Fixtures.url("mlp-fp32")).prefix(5000)).write(
      to: ir.folder.appending(path: "half.onnx"))
    let variant = OpenVINOVariant("fp32", at: ir.folder.appending(path: "half.onnx"))
    await expectRefusal(of: "\(ir.folder.lastPathComponent)/half.onnx") { try await variant.load() }
    // Read before OpenVINO sees it.
    await #expect(throws: (any Error).self) { try await variant.prepare() }
  }

  @Test func `an IR without its weights is refused`() async throws {
    let ir = try TinyIR()
    try FileManager.default.removeItem(at: ir.weights)
    #expect(OpenVINOVariant("fp32", at: ir.model).artefactFiles == [ir.model])
    await expectRefusal(of: "\(ir.folder.lastPathComponent)/dense.xml") {
      try await OpenVINOVariant("fp32", at: ir.model).load()
    }
  }

  @Test func `an operator that OpenVINO lacks is named`() async throws {
    await expectRefusal(of: "Models/unknown-operator.onnx", saying: "example.netweight.Frobnicate. Next: ") {
      try await OpenVINOVariant(fixture: Fixtures.small("unknown-operator")).load()
    }
  }

  @Test(arguments: [
    (
      OpenVINOOptions(threads: 0),
      "options ask for 0 threads, expected 1 or more. Next: or nil for the runtime's own."
    ),
    (
      OpenVINOOptions(batch: 0),
      "options ask for batches of 0, expected 1 or more. Next: or nil to leave it open."
    ),
    (
      OpenVINOOptions(inferencePrecision: .int8),
      "options ask for the inference precision INT8, and floats are computed in it. Next: say .fp32, .bf16 or .fp16; "
        + "integers are in the model."
    ),
    (
      OpenVINOOptions(properties: Dictionary(uniqueKeysWithValues: (0..<14).map { ("KEY\($0)", "1") })),
      "options have 15 properties, and 14 can be passed on. Next: remove some."
    ),
  ])
  func `options that mean nothing are refused`(options: OpenVINOOptions, problem: String) async {
    let variant = OpenVINOVariant(fixture: Fixtures.small("dense"), options: options)
    await expectError("Models/dense.onnx: \(problem)") { try await variant.prepare() }
    await expectError("Models/dense.onnx: \(problem)") { try await variant.load() }
  }

  @Test(arguments: ["QPU", "AUTO"])
  func `a device that is not there is refused with those that are`(device: String) async throws {
    let library = try OpenVINOLibrary.shared
    let variant = OpenVINOVariant(
      fixture: Fixtures.small("dense"), options: OpenVINOOptions(device: device))
    await expectError(
      """
      Models/dense.onnx: options ask for the device \(device); OpenVINO \(library.version) found \
      \(try library.devices().joined(separator: ", ")). Next: name one of these, or install its driver.
      """
    ) { try await variant.load() }
  }

  @Test func `a property that the device does not have is refused with the library's words`() async throws {
    let version = try OpenVINOLibrary.shared.version
    let variant = OpenVINOVariant(
      fixture: Fixtures.small("dense"), options: OpenVINOOptions(properties: ["NO_SUCH_THING": "1"]))
    await expectError(
      """
      Models/dense.onnx: OpenVINO \(version) cannot load it: NotFound: Unsupported property NO_SUCH_THING by CPU \
      plugin. Next: check the options and make the model again; if both are sound, try the newest openvino.
      """
    ) { try await variant.load() }
  }
}
