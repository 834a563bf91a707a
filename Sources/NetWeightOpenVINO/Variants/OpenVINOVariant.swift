public import Foundation
public import NetWeightCore
import NetWeightONNX

/// A model that OpenVINO runs: an ONNX model, or one in OpenVINO's own format.
///
///     let int8 = OpenVINOVariant("int8", at: url, options: OpenVINOOptions(threads: 1, inferencePrecision: .fp32))
///
/// The library is found when it is first needed; see ``OpenVINOLibrary``.
public struct OpenVINOVariant: ArtefactReplacing, ArtefactListing {
  /// A short name, unique in its suite.
  public let name: String
  /// How the artefact was made.
  public let recipe: String
  /// How it is run.
  public var options: OpenVINOOptions
  private let format: NumericFormat?
  private var url: URL
  private let output: String?

  /// Describes a variant. Nothing is read before ``load()``.
  /// - Parameters:
  ///   - name: unique in its suite and fit for a file name: `int8`.
  ///   - url: an `.onnx` file, with the files of weights that it names in its folder; or an `.xml` file, with a `.bin` of
  ///     the same name beside it. The model has one input, of floats; a sample goes into it as it is, not copied, and a
  ///     batch of 1 is put before it where the input has one dimension more.
  ///   - format: what the weights are meant to be multiplied in; nil when the name says it, as `int8` and
  ///     `int8-static` do.
  ///   - recipe: how the artefact was made, for people.
  ///   - options: device, threads, inference precision, properties.
  ///   - output: the name of the answer, a tensor of floats; nil for a model of one output. A first dimension of 1 is
  ///     dropped.
  public init(
    _ name: String, at url: URL, format: NumericFormat? = nil, recipe: String = "",
    options: OpenVINOOptions = OpenVINOOptions(), output: String? = nil
  ) {
    self.name = name
    self.url = url
    self.format = format ?? NumericFormat(namedIn: name)
    self.recipe = recipe
    self.options = options
    self.output = output
  }

  /// What the weights are meant to be multiplied in: as said, else the first word of the name that is a format. A
  /// variant with neither is not loaded; until then it counts as FP32.
  public var numericFormat: NumericFormat { format ?? .fp32 }

  /// OpenVINO, with the version of the library that was found.
  public var runtime: RuntimeIdentity {
    let version: String
    do { version = try OpenVINOLibrary.shared.version } catch { version = "not found" }
    return RuntimeIdentity(name: "OpenVINO", version: version)
  }

  /// The model file and the files of weights beside it; only the model file when it cannot be read.
  public var artefactFiles: [URL] {
    // Whoever needs more than names asks `listArtefactFiles`, which says what is wrong.
    do { return try listArtefactFiles() } catch { return [url] }
  }

  /// The model file and the files of weights beside it.
  /// - Throws: ``RuntimeError``; of an ONNX model that is damaged or whose weights are missing, what reading it throws.
  public func listArtefactFiles() throws -> [URL] {
    try checkFile()
    guard isIR else { return [url] + (try ONNXModelFile.externalDataFiles(at: url)) }
    let weights = url.deletingPathExtension().appendingPathExtension("bin")
    // A model without constants needs none.
    return Self.isThere(weights) ? [url, weights] : [url]
  }

  /// The same variant of another model file.
  /// - Parameter files: the model file first. Those of weights are found beside it.
  public func replacingArtefact(with files: [URL]) -> any Variant {
    guard let model = files.first else { return self }
    var other = self
    other.url = model
    return other
  }

  /// Finds and starts OpenVINO, and loads what all models of this format need on this device.
  /// - Throws: ``RuntimeMissing``, ``RuntimeError``, and what ``listArtefactFiles()`` throws.
  public func prepare() async throws {
    let library = try OpenVINOLibrary.shared
    try checkFormat()
    _ = try listArtefactFiles()
    try options.check(library, modelName)
    do throws(OpenVINOFailure) {
      try library.loadPlugin(of: options.device)
      // What reads a format comes with the first model of it.
      library.api.model_free(try library.readModel(at: url))
    } catch { throw RuntimeError(loading: modelName, error, library) }
  }

  /// Compiles the model.
  /// - Returns: a ``SynchronousLoadedVariant``; ``BatchPredicting`` where the first dimension of the input is open or over
  ///   1, ``InputShapeReporting`` where its other dimensions are fixed. Calls may come from any thread.
  /// - Throws: ``RuntimeMissing``, ``RuntimeError``.
  public func load() async throws -> any LoadedVariant {
    let model = try open()
    return LoadedModels.variant(
      model, takesBatches: model.input.batch != 1, inputShape: model.input.sampleShape)
  }

  /// Compiles the model for a look at how it runs.
  /// - Parameter properties: that win over those of the options.
  /// - Throws: as ``load()``.
  func open(_ properties: [String: String] = [:]) throws -> OpenVINOModel {
    let library = try OpenVINOLibrary.shared
    try checkFormat()
    try checkFile()
    return try OpenVINOModel(CompiledModel(url, in: library, options, properties), output: output)
  }

  /// What tells which nodes of an ONNX model multiply weights; nil of OpenVINO's own format.
  /// - Throws: what reading the model throws.
  func readGraph() throws -> GraphFacts? { isIR ? nil : GraphFacts(try ONNXModelFile(readingFrom: url)) }

  private var modelName: String { Workspace.shortPath(of: url) }

  private var isIR: Bool { url.pathExtension.lowercased() == "xml" }

  private func checkFormat() throws(RuntimeError) {
    guard format == nil else { return }
    throw RuntimeError(
      .options, modelName, "variant '\(name)' does not say what its weights are multiplied in",
      next: "say it: OpenVINOVariant(\"\(name)\", at: …, format: .fp32)")
  }

  /// Only formats whose files are known are read: what is not known to belong to a model is not in its size.
  private func checkFile() throws(RuntimeError) {
    guard isIR || url.pathExtension.lowercased() == "onnx" else {
      throw RuntimeError(
        .model, modelName, "it is neither an .onnx nor an .xml file",
        next: "export the model to ONNX or to OpenVINO's IR"
      )
    }
    guard Self.isThere(url) else {
      throw RuntimeError(
        .model, modelName, "there is no such file", next: "check the path, or make the model")
    }
  }

  private static func isThere(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
  }
}

extension RuntimeError {
  /// A model that OpenVINO refuses.
  init(loading model: String, _ failure: OpenVINOFailure, _ library: OpenVINOLibrary) {
    self.init(
      .model, model, "OpenVINO \(library.version) cannot load it: \(failure.message)",
      next: "check the options and make the model again; if both are sound, try the newest openvino")
  }
}
