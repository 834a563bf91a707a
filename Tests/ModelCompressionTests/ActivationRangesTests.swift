import Foundation
import ModelCompression
import NetWeightCore
import Testing

@Suite("Calibration")
struct ActivationRangesTests {
  /// One layer that never sees more than its input, to calibrate on chosen numbers.
  private let single = Result { try MultilayerPerceptron(widths: [1, 1], seed: 1) }

  private func ranges(_ values: [Float], by method: ActivationRanges.Method) throws -> ClosedRange<Float> {
    try ActivationRanges(of: single.get(), on: values.map { Tensor(vector: [$0]) }, by: method).layers[0]
  }

  @Test("each layer has the least and the largest number that goes into it")
  func minMax() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 3, weights: [1, 0, 0, 2, -1, -1], bias: [0, 0.5, 0]),
      DenseLayer(inputs: 3, outputs: 1, weights: [1, 1, 1], bias: [100]),
    ])
    let inputs = [Tensor(vector: [1, -4]), Tensor(vector: [0.5, 3])]
    let found = try ActivationRanges(of: network, on: inputs)
    // Into the second layer: [1, 0, 3] and [0.5, 6.5, 0]. What comes out of the last one needs no range.
    #expect(found.layers == [-4...3, 0...6.5])
  }

  @Test("a range has 0 in it, whatever was seen")
  func zero() throws {
    #expect(try ranges([2, 3], by: .minMax) == 0...3)
    #expect(try ranges([-2, -3], by: .minMax) == -3...0)
    #expect(try ranges([0], by: .minMax) == 0...0)
    #expect(try ranges([2, 3], by: .percentile(60)) == 0...3)
    #expect(try ActivationRanges(layers: [2...3, -3...(-2)]).layers == [0...3, -3...0])
  }

  @Test("a percentile leaves the same number of values out at both ends")
  func percentile() throws {
    let values = (0..<2000).map { Float($0) - 1000 }.shuffled()
    #expect(try ranges(values, by: .percentile(100)) == -1000...999)
    #expect(try ranges(values, by: .percentile(99.9)) == -999...998)
    #expect(try ranges(values, by: .percentile(99)) == -990...989)
    #expect(try ranges(values, by: .percentile(50.1)) == -501...500)
    #expect(try ranges([5, -7], by: .percentile(99.9)) == -7...5)
  }

  @Test("an input that is not a number is named by its index", arguments: [Float.nan, .infinity])
  func nonFinite(value: Float) throws {
    let error = #expect(throws: CalibrationError.self) { try ranges([1, 2, value], by: .minMax) }
    #expect(error?.input == 2)
    #expect(
      error?.description
        == "calibration input 2 has \(value) at 0, expected finite numbers. "
        + "Next: correct its preprocessing or leave it out.")
  }

  @Test("so is one that makes a layer overflow")
  func overflow() throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 1, outputs: 2, weights: [1, 1e30], bias: [0, 0]),
      DenseLayer(inputs: 2, outputs: 1, weights: [0, 0], bias: [0]),
    ])
    let inputs = [Tensor(vector: [1]), Tensor(vector: [1e30])]
    let error = #expect(throws: CalibrationError.self) { try ActivationRanges(of: network, on: inputs) }
    #expect(
      error?.description
        == "calibration input 1 makes layer1 give inf at 1, expected finite numbers. "
        + "Next: check the scale of the input, and the model's weights.")
  }

  @Test("no input at all is no calibration")
  func empty() throws {
    let error = #expect(throws: CalibrationError.self) { try ranges([], by: .minMax) }
    #expect(
      error?.description
        == "there is no calibration input, expected at least one. "
        + "Next: pass inputs such as the model will see, a hundred or more.")
  }

  @Test("an input of another shape is refused by its index")
  func wrongShape() throws {
    let inputs = [Tensor(vector: [1]), Tensor(vector: [1, 2])]
    let error = #expect(throws: ShapeMismatch.self) { try ActivationRanges(of: single.get(), on: inputs) }
    #expect(error == ShapeMismatch(what: "calibration input 1", expected: [1], found: [2]))
  }

  @Test("a percentile that is none is refused", arguments: [50, -1, 100.5, Double.nan])
  func unusablePercentile(percent: Double) throws {
    let error = #expect(throws: CalibrationError.self) { try ranges([1], by: .percentile(percent)) }
    #expect(
      error?.description
        == "the percentile \(percent) is none, expected one over 50 and up to 100. "
        + "Next: pass .percentile(99.9), or .minMax.")
  }

  @Test("infinite ranges are refused")
  func infiniteRange() throws {
    let error = #expect(throws: CalibrationError.self) {
      try ActivationRanges(layers: [0...1, -1...Float.infinity])
    }
    #expect(
      error?.description
        == "the range of layer2's input is -1.0 to inf, expected finite ends. "
        + "Next: calibrate on inputs, or correct the range.")
  }

  @Test("a model is not written with ranges of another one")
  func otherModel() async throws {
    let network = try MultilayerPerceptron(widths: [4, 3, 2], seed: 1)
    try await withTemporaryFile { url in
      let error = #expect(throws: ShapeMismatch.self) {
        try network.writeQuantized(to: url, calibratedOn: ActivationRanges(layers: [0...1]))
      }
      #expect(error == ShapeMismatch(what: "the list of activation ranges", expected: [2], found: [1]))
      #expect(!FileManager.default.fileExists(atPath: url.path(percentEncoded: false)))
    }
  }

  @Test("a file without ranges is dynamic, one with them static, and a placement says which")
  func operators() async throws {
    let network = try MultilayerPerceptron(widths: [4, 3, 2], seed: 1)
    let input = Tensor(vector: [1, 0.5, -1, 0])
    try await withTemporaryFile { url in
      let variant = EmbeddedVariant("int8", at: url, format: .int8)
      try network.writeQuantized(to: url)
      #expect(
        try await variant.placement(on: [input]).nodes.map(\.operatorType)
          == ["DynamicQuantizeDense", "DynamicQuantizeDense"])
      try network.writeQuantized(to: url, calibratedOn: ActivationRanges(of: network, on: [input]))
      let nodes = try await variant.placement(on: [input]).nodes
      #expect(nodes.map(\.operatorType) == ["StaticQuantizeDense", "StaticQuantizeDense"])
      #expect(nodes.map(\.precision) == [.int8, .int8])
    }
  }

  @Test("reports hold a layer's own numbers, not those that fill its vector up")
  func narrowLayers() async throws {
    let network = try MultilayerPerceptron(layers: [
      DenseLayer(inputs: 2, outputs: 3, weights: [1, 0, 0, 1, -1, -1], bias: [0, 0, 0]),
      DenseLayer(inputs: 3, outputs: 1, weights: [1, 1, 1], bias: [-9]),
    ])
    try await withTemporaryFile { url in
      try network.writeQuantized(to: url, calibratedOn: ActivationRanges(layers: [-1...1, 0...0.5]))
      let loaded = try await load(url)
      let model = try #require(loaded as? any LayerOutputReporting & SaturationReporting)
      // Both numbers are clipped to about 1, and the third neuron's -2 falls to the ReLU.
      #expect(
        try model.saturation(on: Tensor(vector: [40, 50]))
          == [
            LayerSaturation(layer: "layer1", clipped: 2, count: 2),
            LayerSaturation(layer: "layer2", clipped: 2, count: 3),
          ])
      let outputs = try model.layerOutputs(of: Tensor(vector: [40, 50])).map(\.output.scalars)
      for (found, expected) in zip(outputs.joined(), [1, 1, 0, -8] as [Float]) {
        #expect(abs(found - expected) < 0.02)
      }
      #expect(outputs.map(\.count) == [3, 1])
    }
  }

  @Test("calibrated on the very input, a single layer answers as dynamic quantization does")
  func sameAsDynamic() async throws {
    let network = try MultilayerPerceptron(widths: [70, 9], seed: 6)
    var generator = SplitMix64(seed: 7)
    let input = Tensor(vector: generator.floats(70, in: -1...2))
    try await withTemporaryFile { url in
      try network.writeQuantized(to: url)
      let dynamic = try await load(url).predict(input)
      try network.writeQuantized(to: url, calibratedOn: ActivationRanges(of: network, on: [input]))
      #expect(try await load(url).predict(input) == dynamic)
    }
  }
}
