public import Foundation
public import NetWeightCore

/// A multilayer perceptron in a safetensors file, run by this package's own kernels in the calling thread.
public struct EmbeddedVariant: PlacementReporting, ArtefactReplacing {
  /// A short name, unique in its suite.
  public let name: String
  /// What the weights are meant to be multiplied in. The file decides what they really are; placements say so.
  public let numericFormat: NumericFormat
  /// How the artefact was made.
  public let recipe: String
  /// The safetensors file.
  public let url: URL
  /// Which kernels run it.
  public let kernels: KernelSelection

  /// Describes a variant. Nothing is read before ``load()``.
  /// - Parameters:
  ///   - name: unique in its suite and fit for a file name: `int8`.
  ///   - url: a safetensors file with `layer1.weight`, `layer1.bias` and, for I8 weights, `layer1.scale`. With
  ///     `layer1.input_range`, lower and upper, activations are quantized to that range (static quantization), else
  ///     to that of each vector (dynamic quantization).
  ///   - format: what the weights are meant to be.
  ///   - recipe: how the artefact was made, for people.
  ///   - kernels: `.portable` forces plain C.
  public init(
    _ name: String, at url: URL, format: NumericFormat, recipe: String = "",
    kernels: KernelSelection = .fastest
  ) {
    self.name = name
    self.url = url
    numericFormat = format
    self.recipe = recipe
    self.kernels = kernels
  }

  /// This package.
  public var runtime: RuntimeIdentity { RuntimeIdentity(name: "NetWeight embedded", version: "0.1.0") }

  /// The one file.
  public var artefactFiles: [URL] { [url] }

  /// The same variant of another safetensors file.
  /// - Parameter files: exactly one; with another number this variant is returned as it is.
  public func replacingArtefact(with files: [URL]) -> any Variant {
    guard files.count == 1 else { return self }
    return EmbeddedVariant(name, at: files[0], format: numericFormat, recipe: recipe, kernels: kernels)
  }

  /// Reads the weights into the layout of the kernels. Peak memory is about the weights, once.
  /// - Returns: a ``SynchronousLoadedVariant``, ``LayerOutputReporting`` and ``SaturationReporting``; it takes inputs
  ///   of shape `[inputs]` and gives logits of shape `[classes]`. An input with NaN or infinity gives NaN in INT8, and
  ///   what IEEE 754 makes of it in FP32.
  /// - Throws: ``ModelFileError`` naming file and tensor.
  public func load() async throws -> any LoadedVariant { try model() }

  /// Runs each input four times with each layer timed, and says what ran.
  /// - Throws: ``ModelFileError``; ``ShapeMismatch`` for no input at all or one that does not fit.
  public func placement(on inputs: [Tensor]) async throws -> Placement {
    guard !inputs.isEmpty else {
      throw ShapeMismatch(what: "the list of inputs to time '\(name)' on", expected: [1], found: [0])
    }
    return try model().placement(on: inputs)
  }

  private func model() throws -> EmbeddedModel {
    EmbeddedModel(
      name: name, layers: try ModelLoading(url).layers(), instructionSet: kernels.instructionSet)
  }
}
