import Foundation
import ModelCompression
import NetWeight
import Synchronization

/// A variant with a fault between it and its caller.
struct Faulty: Variant {
  let name: String
  var base: any Variant = Digits.int8
  /// Held in memory beside the model.
  var alsoHeld: (any Variant)?
  /// Shipped beside the model.
  var alsoShipped: [URL] = []
  var fault: @Sendable (_ input: Tensor, _ scores: Tensor) throws -> Tensor = { $1 }

  var numericFormat: NumericFormat { base.numericFormat }
  var runtime: RuntimeIdentity { base.runtime }
  var artefactFiles: [URL] { base.artefactFiles + alsoShipped }

  func load() async throws -> any LoadedVariant {
    Loaded(base: try await base.load(), alsoHeld: try await alsoHeld?.load(), fault: fault)
  }

  private struct Loaded: LoadedVariant {
    let base: any LoadedVariant
    let alsoHeld: (any LoadedVariant)?
    let fault: @Sendable (Tensor, Tensor) throws -> Tensor

    func predict(_ input: Tensor) async throws -> Tensor { try fault(input, try await base.predict(input)) }
  }
}

/// A variant that cannot say which kernels ran, although it says that it can.
struct Unplaced: PlacementReporting {
  let name: String
  var numericFormat: NumericFormat { .int8 }
  var runtime: RuntimeIdentity { Digits.int8.runtime }
  var artefactFiles: [URL] { Digits.int8.artefactFiles }

  func load() async throws -> any LoadedVariant { try await Digits.int8.load() }
  func placement(on inputs: [Tensor]) async throws -> Placement { throw Reason() }

  struct Reason: Error, CustomStringConvertible {
    var description: String { "no profile today" }
  }
}

/// A variant that gives up its core in every call.
struct Waiting: Variant {
  let name: String
  var numericFormat: NumericFormat { Digits.int8.numericFormat }
  var runtime: RuntimeIdentity { Digits.int8.runtime }
  var artefactFiles: [URL] { Digits.int8.artefactFiles }

  func load() async throws -> any LoadedVariant { Loaded() }

  private struct Loaded: SynchronousLoadedVariant {
    func predict(_ input: Tensor) throws -> Tensor {
      // Longer than the FP32 model takes in a debug build.
      usleep(3_000)
      return input
    }
  }
}

/// A variant whose calls return so many times, and then not before a gate is opened.
struct Stuck: Variant {
  let name: String
  let after: Int
  let gate: DispatchSemaphore
  var numericFormat: NumericFormat { Digits.int8.numericFormat }
  var runtime: RuntimeIdentity { Digits.int8.runtime }
  var artefactFiles: [URL] { Digits.int8.artefactFiles }

  func load() async throws -> any LoadedVariant { Loaded(after: after, gate: gate) }

  private final class Loaded: SynchronousLoadedVariant {
    let after: Int
    let gate: DispatchSemaphore
    let calls = Atomic(0)

    init(after: Int, gate: DispatchSemaphore) {
      self.after = after
      self.gate = gate
    }

    func predict(_ input: Tensor) throws -> Tensor {
      if calls.add(1, ordering: .relaxed).newValue > after {
        gate.wait()
        gate.signal()
      }
      return input
    }
  }
}

/// A variant that waits for something while it loads.
struct StuckLoading: Variant {
  let name: String
  let gate: DispatchSemaphore
  var numericFormat: NumericFormat { Digits.int8.numericFormat }
  var runtime: RuntimeIdentity { Digits.int8.runtime }
  var artefactFiles: [URL] { Digits.int8.artefactFiles }

  func load() async throws -> any LoadedVariant {
    waitAtGate()
    return try await Digits.int8.load()
  }

  private func waitAtGate() {
    gate.wait()
    gate.signal()
  }
}

/// Models whose compression went wrong, made from the real FP32 weights.
enum PlantedModels {
  static func fp32() throws -> MultilayerPerceptron { try MultilayerPerceptron(readingFrom: Digits.fp32.url) }

  /// Half the hidden neurons are gone, but each layer after a pruned one kept its first columns instead of those
  /// of the neurons that stayed.
  static func misrewiredPruning(in sandbox: Sandbox) throws -> EmbeddedVariant {
    let model = try fp32()
    let pruned = try model.prunedNeurons(share: 0.5)
    let layers = try zip(model.layers, pruned.layers).enumerated().map { index, layers in
      guard index > 0 else { return layers.1 }
      let rows =
        index == 1 ? layers.0.neuronsByNorm.prefix(layers.1.outputs).sorted() : Array(0..<layers.1.outputs)
      return try layers.0.keeping(rows: rows, columns: Array(0..<layers.1.inputs))
    }
    let file = sandbox.file("misrewired.safetensors")
    try MultilayerPerceptron(layers: layers).write(to: file)
    return EmbeddedVariant("misrewired-pruning", at: file, format: .fp32)
  }

  /// Quantized with a range of weights that was taken far too small, so that most of the large ones saturate.
  static func saturatedWeights(in sandbox: Sandbox) throws -> EmbeddedVariant {
    let layers = try fp32().layers.map { layer in
      let weights = (0..<layer.outputs).flatMap { neuron in
        let limit = layer.row(neuron).reduce(0) { max($0, abs($1)) } * 0.08
        return layer.row(neuron).map { min(limit, max(-limit, $0)) }
      }
      return try DenseLayer(inputs: layer.inputs, outputs: layer.outputs, weights: weights, bias: layer.bias)
    }
    let file = sandbox.file("saturated.safetensors")
    try MultilayerPerceptron(layers: layers).writeQuantized(to: file)
    return EmbeddedVariant("saturated-int8", at: file, format: .int8)
  }
}
