import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("The digits model with static quantization")
struct CalibratedDigitsTests {
  typealias Reporting = SynchronousLoadedVariant & LayerOutputReporting & SaturationReporting

  private func inputs() throws -> [Tensor] { try calibrationSamples().map(\.input) }

  private func gold() throws -> [Sample] {
    try SampleSet.gold("digits", preprocessing: .scaled(by: 1 / 16, version: "digits-1")).samples
  }

  /// The model calibrated on these inputs, and the ranges that this gave.
  private func calibrated(on inputs: [Tensor], kernels: KernelSelection = .fastest) async throws -> (
    model: any Reporting, ranges: [ClosedRange<Float>]
  ) {
    let fp32 = try MultilayerPerceptron(readingFrom: model("fp32"))
    let ranges = try ActivationRanges(of: fp32, on: inputs)
    return try await withTemporaryFile { url in
      try fp32.writeQuantized(to: url, calibratedOn: ranges)
      return (try #require(try await load(url, kernels: kernels) as? any Reporting), ranges.layers)
    }
  }

  private func checkedIn(_ name: String) async throws -> any Reporting {
    try #require(try await load(model(name)) as? any Reporting)
  }

  /// The answer, from a context that may not wait for it.
  private func answer(_ model: any Reporting, to input: Tensor) throws -> Tensor { try model.predict(input) }

  private func right(_ model: any Reporting, _ samples: [Sample]) throws -> Int {
    try samples.count { sample in
      let scores = try model.predict(sample.input).scalars
      return scores.indices.max { scores[$0] < scores[$1] } == sample.target.label
    }
  }

  /// Clipped activations by layer, over all inputs.
  private func clipped(_ model: any Reporting, _ inputs: [Tensor]) throws -> [Int] {
    try inputs.reduce([0, 0, 0]) { sums, input in
      zip(sums, try model.saturation(on: input)).map { $0 + $1.clipped }
    }
  }

  @Test(
    "calibrated on its calibration set it is as right as FP32 within a point, and clips nothing of that set")
  func healthy() async throws {
    let (model, ranges) = try await calibrated(on: inputs())
    #expect(ranges[0] == 0...1)
    let (samples, fp32) = (try gold(), try await checkedIn("fp32"))
    #expect(try abs(right(model, samples) - right(fp32, samples)) <= samples.count / 100)
    #expect(try clipped(model, inputs()) == [0, 0, 0])
  }

  @Test("calibrated on pictures of half the contrast it clips the bright pixels, and more answers are wrong")
  func halfContrast() async throws {
    let inputs = try inputs()
    let faint = inputs.map { Tensor(vector: $0.scalars.map { $0 / 2 }) }
    let (model, ranges) = try await calibrated(on: faint)
    #expect(ranges[0] == 0...0.5)
    // Pixels are sixteenths, so none is near the half step that would still be rounding.
    let bright = inputs.reduce(0) { $0 + $1.scalars.count { $0 > 0.5 } }
    #expect(try clipped(model, inputs)[0] == bright)
    #expect(try clipped(model, faint)[0] == 0)
    let (samples, fp32) = (try gold(), try await checkedIn("fp32"))
    #expect(try right(model, samples) < right(fp32, samples) - 4)
  }

  @Test("calibrated on one digit only it clips hidden activations of the others")
  func oneClass() async throws {
    let zeros = try calibrationSamples().filter { $0.target == .label(0) }.map(\.input)
    let model = try await calibrated(on: zeros).model
    let found = try clipped(model, gold().map(\.input))
    #expect(found[0] == 0)
    #expect(found[1] > 0 && found[2] > 0)
  }

  @Test("counts are those of a plain loop over what goes into each layer")
  func plainCount() async throws {
    let inputs = try inputs()
    let (model, ranges) = try await calibrated(on: Array(inputs.prefix(2)))
    for input in inputs {
      let vectors = [input] + (try model.layerOutputs(of: input).map(\.output))
      let expected = zip(vectors, ranges).enumerated().map { index, layer in
        let step = (layer.1.upperBound - layer.1.lowerBound) / 127
        let within = (layer.1.lowerBound - step / 2)...(layer.1.upperBound + step / 2)
        return LayerSaturation(
          layer: "layer\(index + 1)", clipped: layer.0.scalars.count { !within.contains($0) },
          count: layer.0.scalars.count)
      }
      #expect(try model.saturation(on: input) == expected)
    }
  }

  @Test("models without fixed ranges have no saturation to report", arguments: ["fp32", "int8"])
  func noRanges(name: String) async throws {
    #expect(try await checkedIn(name).saturation(on: inputs()[0]) == [])
  }

  @Test("the last layer's output is the answer, and layers have the same names in all formats")
  func layerOutputs() async throws {
    let models = try await [
      checkedIn("fp32"), checkedIn("int8"), calibrated(on: inputs()).model,
    ]
    for model in models {
      for input in try inputs().prefix(20) {
        let layers = try model.layerOutputs(of: input)
        #expect(layers.map(\.layer) == ["layer1", "layer2", "layer3"])
        #expect(layers.map(\.output.shape) == [[512], [512], [10]])
        #expect(try layers[2].output == answer(model, to: input))
        // After the ReLU, which the logits don't have.
        #expect(layers[0].output.scalars.allSatisfy { $0 >= 0 })
        #expect(layers[2].output.scalars.contains { $0 < 0 })
      }
    }
  }

  @Test("FP32 layers are what plain sums in double give")
  func oracle() async throws {
    let fp32 = try await checkedIn("fp32")
    let network = try MultilayerPerceptron(readingFrom: model("fp32"))
    let input = try inputs()[0]
    let firstTwo = try MultilayerPerceptron(layers: Array(network.layers.prefix(2)))
    let layers = try fp32.layerOutputs(of: input)
    for (found, expected) in zip(layers[1].output.scalars, firstTwo.logits(input.scalars)) {
      #expect(abs(Double(found) - max(0, expected)) < 1e-4)
    }
  }

  @Test("each INT8 layer is close to the FP32 one: 30 dB and more", arguments: [true, false])
  func signalToNoise(isStatic: Bool) async throws {
    let fp32 = try await checkedIn("fp32")
    let int8 = try await isStatic ? calibrated(on: inputs()).model : checkedIn("int8")
    var (signal, noise) = ([0.0, 0, 0], [0.0, 0, 0])
    for sample in try gold() {
      let pairs = zip(
        try fp32.layerOutputs(of: sample.input), try int8.layerOutputs(of: sample.input))
      for (index, pair) in pairs.enumerated() {
        for (a, b) in zip(pair.0.output.scalars, pair.1.output.scalars) {
          signal[index] += Double(a) * Double(a)
          noise[index] += (Double(b) - Double(a)) * (Double(b) - Double(a))
        }
      }
    }
    for (index, pair) in zip(signal, noise).enumerated() {
      let decibels = 10 * log10(pair.0 / pair.1)
      #expect(decibels > 30, "layer\(index + 1): \(decibels)")
    }
  }

  @Test("plain C gives the same answers and counts to the last bit")
  func portable() async throws {
    let few = try Array(inputs().prefix(2))
    let fast = try await calibrated(on: few).model
    let portable = try await calibrated(on: few, kernels: .portable).model
    for sample in try gold() {
      #expect(
        try answer(fast, to: sample.input) == answer(portable, to: sample.input), "\(sample.id)")
      #expect(try fast.saturation(on: sample.input) == portable.saturation(on: sample.input))
    }
  }

  @Test("NaN in is NaN out: clipping hides nothing", arguments: [Float.nan, .infinity, -.infinity])
  func nan(value: Float) async throws {
    let model = try await calibrated(on: inputs()).model
    var scalars = [Float](repeating: 0.5, count: 64)
    scalars[20] = value
    #expect(try answer(model, to: Tensor(vector: scalars)).scalars.allSatisfy(\.isNaN))
  }

  @Test("reports refuse an input of another shape by name")
  func wrongShape() async throws {
    let model = try await checkedIn("int8")
    let short = Tensor(vector: [1, 2, 3])
    let expected = ShapeMismatch(what: "input of variant 'test'", expected: [64], found: [3])
    #expect(throws: expected) { try model.layerOutputs(of: short) }
    #expect(throws: expected) { try model.saturation(on: short) }
  }
}
