import CKernels
import Foundation
public import NetWeightCore

/// One input with the probabilities that the network should give for it.
public struct TrainingExample: Sendable {
  /// As many numbers as the network has inputs.
  public let input: [Float]
  /// One probability for each class, sum 1: a single 1, or another model's answer (distillation).
  public let target: [Float]

  /// Pairs an input with its target.
  public init(input: [Float], target: [Float]) {
    self.input = input
    self.target = target
  }
}

/// Minibatch training with softmax cross-entropy and Adam (Kingma & Ba 2015) with decoupled weight decay
/// (Loshchilov & Hutter 2019); the rate falls to 0 along half a cosine. On one thread: the same seed then gives
/// the same weights on one machine, because sums are always added in the same order.
public struct AdamTrainer: Sendable {
  /// Passes over the examples, at least 1.
  public var epochs: Int
  /// Examples per step, at least 1.
  public var batchSize: Int
  /// The rate at the start, over 0.
  public var learningRate: Float
  /// The part of each weight that is taken off per step and unit of rate.
  public var weightDecay: Float
  /// Decides the order of the examples.
  public var seed: UInt64

  /// Sets all of it.
  public init(
    epochs: Int, batchSize: Int = 64, learningRate: Float = 0.001, weightDecay: Float = 0.01, seed: UInt64
  ) {
    self.epochs = max(1, epochs)
    self.batchSize = max(1, batchSize)
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.seed = seed
  }

  /// Trains on from the network's present weights.
  /// - Parameters:
  ///   - network: where to start.
  ///   - examples: gives the examples of an epoch, which may be augmented anew each time.
  ///   - progress: told the epoch and the mean loss in nats after each epoch.
  /// - Throws: ``ShapeMismatch`` when an example does not fit the network.
  public func train(
    _ network: MultilayerPerceptron,
    examples: (_ epoch: Int, _ generator: inout SplitMix64) -> [TrainingExample],
    progress: (_ epoch: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws -> MultilayerPerceptron {
    var generator = SplitMix64(seed: seed)
    let pass = TrainingPass(network, batchSize: batchSize)
    var step = 0
    for epoch in 0..<epochs {
      let shuffled = generator.shuffled(examples(epoch, &generator))
      let rate = learningRate * Float(0.5 * (1 + cos(Double.pi * Double(epoch) / Double(epochs))))
      var loss = 0.0
      for start in stride(from: 0, to: shuffled.count, by: batchSize) {
        step += 1
        let batch = shuffled[start..<min(start + batchSize, shuffled.count)]
        loss += try pass.run(batch, adam: adam(rate: rate, step: step))
      }
      progress(epoch, loss / Double(max(1, shuffled.count)))
    }
    return try pass.trained()
  }

  private func adam(rate: Float, step: Int) -> nw_adam {
    nw_adam(
      rate: rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: weightDecay,
      correction1: Float(1 - pow(0.9, Double(step))), correction2: Float(1 - pow(0.999, Double(step))))
  }
}
