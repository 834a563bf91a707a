import CKernels
import Foundation
import ModelCompression
import NetWeightCore

/// The instruction sets of this machine, as the kernels name them.
let instructionSets = [nw_portable, nw_neon, nw_avx2, nw_avx512].filter(nw_is_supported)

/// The folder of the package that these tests belong to.
let workspace = Workspace(containing: #filePath)

/// A file in the checked-in `Models/digits`.
func model(_ name: String) -> URL { workspace.root.appending(path: "Models/digits/\(name).safetensors") }

/// Runs the body with a path that nobody else uses, and removes what it left there.
func withTemporaryFile<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "netweight-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.appending(path: "Models/model.safetensors").creatingParent())
}

extension URL {
  fileprivate func creatingParent() throws -> URL {
    try FileManager.default.createDirectory(
      at: deletingLastPathComponent(), withIntermediateDirectories: true)
    return self
  }
}

extension SplitMix64 {
  /// Numbers evenly spread over a range.
  mutating func floats(_ count: Int, in range: ClosedRange<Double> = -1...1) -> [Float] {
    (0..<count).map { _ in Float(uniform(in: range)) }
  }
}

extension MultilayerPerceptron {
  /// The logits, computed plainly and in double: the oracle for everything that is fast.
  func logits(_ input: [Float]) -> [Double] {
    var values = input.map(Double.init)
    for (index, layer) in layers.enumerated() {
      values = (0..<layer.outputs).map { neuron in
        let sum = zip(layer.row(neuron), values).reduce(Double(layer.bias[neuron])) {
          $0 + Double($1.0) * $1.1
        }
        return index < layers.count - 1 ? max(0, sum) : sum
      }
    }
    return values
  }
}

/// The digits' calibration set as the models take it.
func calibrationSamples() throws -> [Sample] {
  try SampleSet.calibration("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1")).samples
}

/// A variant of a file, loaded.
func load(_ url: URL, kernels: KernelSelection = .fastest) async throws -> any LoadedVariant {
  try await EmbeddedVariant("test", at: url, format: .fp32, kernels: kernels).load()
}
