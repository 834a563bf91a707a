import ArgumentParser
import Foundation
import ModelCompression
import NetWeightCore

/// Trains the FP32 model, compresses it in two ways, and says how right the three files are.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Writes fp32, int8 and pruned as safetensors and prints their accuracy.")

  @Option(help: "The folder that 'sets' wrote.") var sets: String
  @Option(help: "The folder to write to.") var output: String
  @Option(help: "Decides first weights, order and augmentation.") var seed: UInt64 = 1998
  @Option(help: "Epochs of the FP32 model.") var epochs = 60
  @Option(help: "Epochs of fine-tuning after pruning.") var tuning = 40

  func run() async throws {
    let folder = URL(filePath: sets, directoryHint: .isDirectory)
    let models = URL(filePath: output, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
    let augmentation = try Augmentation(split: folder.appending(path: "train.jsonl"), copies: 4)

    let fp32 = try AdamTrainer(epochs: epochs, seed: seed).train(
      MultilayerPerceptron(widths: [64, 512, 512, 10], seed: seed),
      examples: { _, generator in augmentation.examples(using: &generator) }, progress: report)
    try fp32.write(to: models.appending(path: "fp32.safetensors"))
    try fp32.writeQuantized(to: models.appending(path: "int8.safetensors"))

    // A lower rate than at first: the kept neurons already know most of it.
    let pruned = try AdamTrainer(epochs: tuning, learningRate: 0.0005, seed: seed + 1).train(
      fp32.prunedNeurons(share: 0.5),
      examples: { _, generator in augmentation.examples(using: &generator) }, progress: report)
    try pruned.write(to: models.appending(path: "pruned.safetensors"))
    try await Accuracy(sets: folder, models: models).print()
  }

  private func report(epoch: Int, loss: Double) {
    if epoch % 10 == 9 { print("epoch \(epoch + 1): loss \(String(format: "%.4f", loss))") }
  }
}
