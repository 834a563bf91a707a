import Foundation
import ModelCompression
import NetWeight

/// Compressions of the real FP32 weights that went wrong in ways that are seen in the field.
extension PlantedModels {
  /// INT8 whose ranges were taken from these inputs.
  static func calibrated(
    on inputs: [Tensor], named name: String, in sandbox: Sandbox
  ) throws -> EmbeddedVariant {
    let model = try fp32()
    let file = sandbox.file("\(name).safetensors")
    try model.writeQuantized(to: file, calibratedOn: ActivationRanges(of: model, on: inputs))
    return EmbeddedVariant(name, at: file, format: .int8, recipe: "static")
  }

  /// The smallest weights are gone, without training after it.
  static func prunedWeights(share: Double, in sandbox: Sandbox) throws -> EmbeddedVariant {
    let file = sandbox.file("one-shot.safetensors")
    try fp32().prunedWeights(share: share).write(to: file)
    return EmbeddedVariant("one-shot-pruning", at: file, format: .fp32)
  }

  /// Weights on a grid of so few bits, without training after it.
  static func rounded(toBits bits: Int, in sandbox: Sandbox) throws -> EmbeddedVariant {
    let file = sandbox.file("int\(bits).safetensors")
    try fp32().roundingWeights(toBits: bits).write(to: file)
    return EmbeddedVariant("int\(bits)", at: file, format: .fp32)
  }

  /// One hidden neuron gives `factor` times as much, and what reads it takes as much less: the same function in FP32,
  /// and in INT8 a range that leaves all other activations a few of their 128 steps.
  static func outlierChannel(
    factor: Float, in sandbox: Sandbox
  ) throws -> (fp32: EmbeddedVariant, int8: EmbeddedVariant) {
    var layers = try fp32().layers
    // A neuron that is not dead, or its range would not grow.
    let neuron = layers[0].neuronsByNorm[0]
    let (first, second) = (layers[0], layers[1])
    var bias = first.bias
    bias[neuron] *= factor
    layers[0] = try DenseLayer(
      inputs: first.inputs, outputs: first.outputs,
      weights: first.weights.enumerated().map { $0 / first.inputs == neuron ? $1 * factor : $1 }, bias: bias)
    layers[1] = try DenseLayer(
      inputs: second.inputs, outputs: second.outputs,
      weights: second.weights.enumerated().map { $0 % second.inputs == neuron ? $1 / factor : $1 },
      bias: second.bias)
    let files = ["outlier-fp32", "outlier-int8"].map { sandbox.file("\($0).safetensors") }
    let model = try MultilayerPerceptron(layers: layers)
    try model.write(to: files[0])
    try model.writeQuantized(to: files[1])
    return (
      EmbeddedVariant("outlier-fp32", at: files[0], format: .fp32),
      EmbeddedVariant("outlier-channel", at: files[1], format: .int8)
    )
  }
}
