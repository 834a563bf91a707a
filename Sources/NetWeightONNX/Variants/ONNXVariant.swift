public import Foundation
public import NetWeightCore

/// An ONNX model, run by ONNX Runtime.
///
///     let int8 = ONNXVariant("int8", at: url, options: ONNXOptions(threads: 1))
///
/// The library is found when it is first needed; see ``ONNXRuntimeLibrary``.
public struct ONNXVariant: ArtefactReplacing, ArtefactListing, MemoryConfigurable {
  /// A short name, unique in its suite.
  public let name: String
  /// How the artefact was made.
  public let recipe: String
  /// How it is run.
  public var options: ONNXOptions
  private let format: NumericFormat?
  private var source: ModelSource
  private let inputs: (@Sendable (Tensor) throws -> [String: TypedTensor])?
  private let output: ONNXOutput

  /// Describes a variant. Nothing is read before ``load()``.
  /// - Parameters:
  ///   - name: unique in its suite and fit for a file name: `int8`.
  ///   - url: an `.onnx` file. Files of weights that it names are in its folder.
  ///   - format: what the weights are meant to be multiplied in; nil when the name says it, as `int8` and
  ///     `int8-static` do.
  ///   - recipe: how the artefact was made, for people.
  ///   - options: threads, graph optimization, execution providers, configuration.
  ///   - inputs: makes what goes into the model of a sample, by the names of its inputs, with the dimension of the
  ///     batch. Nil for a model of one input: the sample goes into it as it is, not copied where the input takes floats,
  ///     and exactly converted where it takes something else; a batch of 1 is put before it where the input has one
  ///     dimension more.
  ///   - output: the answer; needed where the model has several outputs. A first dimension of 1 is dropped.
  public init(
    _ name: String, at url: URL, format: NumericFormat? = nil, recipe: String = "",
    options: ONNXOptions = ONNXOptions(), inputs: (@Sendable (Tensor) throws -> [String: TypedTensor])? = nil,
    output: ONNXOutput = .only
  ) {
    self.init(
      name, .file(url), format: format, recipe: recipe, options: options, inputs: inputs, output: output)
  }

  /// Describes a variant whose model is in memory. It has no file, so claims of size are inconclusive.
  /// - Parameter bytes: an `.onnx` file that holds all its weights. Others as in
  ///   ``init(_:at:format:recipe:options:inputs:output:)``.
  public init(
    _ name: String, bytes: Data, format: NumericFormat? = nil, recipe: String = "",
    options: ONNXOptions = ONNXOptions(), inputs: (@Sendable (Tensor) throws -> [String: TypedTensor])? = nil,
    output: ONNXOutput = .only
  ) {
    let source = ModelSource.bytes(bytes, name: "the model of '\(name)' in memory")
    self.init(name, source, format: format, recipe: recipe, options: options, inputs: inputs, output: output)
  }

  private init(
    _ name: String, _ source: ModelSource, format: NumericFormat?, recipe: String, options: ONNXOptions,
    inputs: (@Sendable (Tensor) throws -> [String: TypedTensor])?, output: ONNXOutput
  ) {
    self.name = name
    self.source = source
    self.format = format ?? NumericFormat(namedIn: name)
    self.recipe = recipe
    self.options = options
    self.inputs = inputs
    self.output = output
  }

  /// What the weights are meant to be multiplied in: as said, else the first word of the name that is a format. A
  /// variant with neither is not loaded; until then it counts as FP32.
  public var numericFormat: NumericFormat { format ?? .fp32 }

  /// ONNX Runtime, with the version of the library that was found.
  public var runtime: RuntimeIdentity {
    let version: String
    do { version = try ONNXRuntimeLibrary.shared.version } catch { version = "not found" }
    return RuntimeIdentity(name: "ONNX Runtime", version: version)
  }

  /// The model file and the files of weights beside it; only the model file when it cannot be read, and none of a model
  /// in memory.
  public var artefactFiles: [URL] {
    do { return try listArtefactFiles() } catch {
      // Whoever needs more than names asks `listArtefactFiles`, which says what is wrong.
      if case .file(let url) = source { return [url] }
      return []
    }
  }

  /// The model file and the files of weights beside it; none of a model in memory.
  /// - Throws: ``ONNXModelFileError``.
  public func listArtefactFiles() throws -> [URL] {
    if case .file(let url) = source { try ModelFiles.list(at: url) } else { [] }
  }

  /// The same variant of another model file.
  /// - Parameter files: the model file first. Those of weights are found beside it by the names that it has for them.
  public func replacingArtefact(with files: [URL]) -> any Variant {
    guard let model = files.first else { return self }
    var other = self
    other.source = .file(model)
    return other
  }

  /// The same variant without an arena.
  public var configuredForMemory: any Variant {
    var other = self
    other.options.usesArena = false
    return other
  }

  /// What is other than in use when memory is read.
  public var memoryConfiguration: String { "the arena of ONNX Runtime is off" }

  /// Finds and starts ONNX Runtime, and looks through the model for files beside it.
  /// - Throws: ``RuntimeMissing``, ``ONNXModelFileError``, ``ONNXError``.
  public func prepare() async throws {
    _ = try ONNXRuntimeLibrary.shared
    try check()
  }

  /// Opens a session.
  /// - Returns: a ``SynchronousLoadedVariant``; ``BatchPredicting`` where the first dimension of the only input is
  ///   dynamic or over 1, ``InputShapeReporting`` where its other dimensions are fixed. Calls may come from any thread.
  /// - Throws: ``RuntimeMissing``, ``ONNXModelFileError``, ``ONNXError``.
  public func load() async throws -> any LoadedVariant {
    let model = try open()
    return LoadedModels.variant(model, takesBatches: model.batch != .none, inputShape: model.sampleShape)
  }

  /// Opens a session for a look at how it runs.
  /// - Parameter change: what is asked for besides what the options say.
  /// - Throws: as ``load()``.
  package func open(_ change: (inout SessionConfiguration) -> Void = { _ in }) throws -> ONNXModel {
    let library = try ONNXRuntimeLibrary.shared
    try check()
    var configuration = SessionConfiguration(options)
    change(&configuration)
    let sessions = try SessionPool(options.sessions) { [source, configuration] in
      try ONNXSession(source, in: library, configuration)
    }
    return try ONNXModel(sessions, inputs: inputs, output: output)
  }

  /// Reads the model as it is stored, not as it runs.
  /// - Throws: ``ONNXModelFileError``.
  package func readModel() throws -> ONNXModelFile {
    switch source {
    case .file(let url): try ONNXModelFile(readingFrom: url)
    case .bytes(let bytes, let name): try ONNXModelFile(bytes, name: name)
    }
  }

  /// Finds what is wrong before ONNX Runtime sees the model.
  private func check() throws {
    guard format != nil else {
      throw ONNXError(
        .options, source.name, "variant '\(name)' does not say what its weights are multiplied in",
        next: "say it: ONNXVariant(\"\(name)\", at: …, format: .fp32)")
    }
    switch source {
    case .file(let url): _ = try ModelFiles.list(at: url)
    case .bytes(let bytes, let name): _ = try ONNXModelFile(bytes, name: name).externalDataFiles()
    }
  }
}
