import CKernels
import NetWeightCore

/// A multilayer perceptron in memory, ready to answer. It never changes, so any number of threads may use it.
final class EmbeddedModel: SynchronousLoadedVariant, InputShapeReporting {
  let name: String
  let layers: [PackedLayer]
  private let instructionSet: InstructionSet
  let set: nw_instruction_set
  /// Elements that hold any vector between layers.
  private let widest: Int

  init(name: String, layers: [PackedLayer], instructionSet: InstructionSet) {
    self.name = name
    self.layers = layers
    self.instructionSet = instructionSet
    set = instructionSet.kernel
    widest = layers.reduce(0) { max($0, $1.columns, paddedColumns($1.outputs)) }
  }

  var inputShape: [Int] { [layers[0].inputs] }

  func predict(_ input: Tensor) throws -> Tensor {
    try checkShape(of: input)
    let scores = withScratch(input) { vectors in
      for layer in layers.dropLast() { vectors.run(layer, on: set) }
      let last = layers[layers.count - 1]
      return [Float](unsafeUninitializedCapacity: last.outputs) { buffer, count in
        if let base = buffer.baseAddress { vectors.run(last, on: set, to: base) }
        count = last.outputs
      }
    }
    return Tensor(vector: scores)
  }

  /// What runs, with the median time of each layer over the inputs.
  func placement(on inputs: [Tensor]) throws -> Placement {
    let clock = ContinuousClock()
    var times = layers.map { _ in [Duration]() }
    for input in inputs {
      try checkShape(of: input)
      // The first run of an input brings code and weights into the caches; the others are timed.
      for run in 0..<4 {
        withScratch(input) { vectors in
          for (index, layer) in layers.enumerated() {
            let time = clock.measure { vectors.run(layer, on: set) }
            if run > 0 { times[index].append(time) }
          }
        }
      }
    }
    let medians = times.map { $0.sorted()[$0.count / 2] / .nanoseconds(1) }
    var placement = Placement(
      nodes: zip(layers, medians).enumerated().map { index, node in
        PlacedNode(
          name: layerName(index), operatorType: node.0.operatorType,
          kernel: "\(node.0.precision.rawValue) dot, \(instructionSet)", precision: node.0.precision,
          provider: "cpu", isVectorized: instructionSet != .portable, hasWeights: true,
          nanoseconds: max(node.1 - Self.clockCost, 0),
          multiplyAccumulates: Double(node.0.inputs * node.0.outputs))
      }, timingFloor: Self.clockCost)
    placement.shareTimes()
    return placement
  }

  /// Nanoseconds that it takes to read the clock twice.
  private static let clockCost = 60.0

  /// `layer1` for the first.
  func layerName(_ index: Int) -> String { "layer\(index + 1)" }

  func checkShape(of input: Tensor) throws {
    guard input.shape == [layers[0].inputs] else {
      throw ShapeMismatch(
        what: "input of variant '\(name)'", expected: [layers[0].inputs], found: input.shape)
    }
  }

  /// One allocation for all vectors of a run: two of floats that change roles, and one of quantized numbers.
  func withScratch<Result>(
    _ input: Tensor, _ body: (inout Vectors) throws -> Result
  ) rethrows -> Result {
    let bytes = widest * (2 * MemoryLayout<Float>.stride + 1)
    return try withUnsafeTemporaryAllocation(byteCount: bytes, alignment: Int(NW_ALIGNMENT)) { scratch in
      let floats = scratch.baseAddress!.bindMemory(to: Float.self, capacity: 2 * widest)
      let integers = (scratch.baseAddress! + 2 * widest * MemoryLayout<Float>.stride)
        .bindMemory(to: UInt8.self, capacity: widest)
      var vectors = Vectors(current: floats, next: floats + widest, quantized: integers)
      input.scalars.withUnsafeBufferPointer { vectors.load($0) }
      return try body(&vectors)
    }
  }
}

/// The vectors of one run.
struct Vectors {
  private var current: UnsafeMutablePointer<Float>
  private var next: UnsafeMutablePointer<Float>
  private let quantized: UnsafeMutablePointer<UInt8>

  init(
    current: UnsafeMutablePointer<Float>, next: UnsafeMutablePointer<Float>,
    quantized: UnsafeMutablePointer<UInt8>
  ) {
    self.current = current
    self.next = next
    self.quantized = quantized
  }

  mutating func load(_ input: UnsafeBufferPointer<Float>) {
    guard let base = input.baseAddress else { return }
    current.update(from: base, count: input.count)
    Self.pad(current, after: input.count)
  }

  /// The first numbers of the vector that the next layer would take.
  func copy(_ count: Int) -> [Float] { Array(UnsafeBufferPointer(start: current, count: count)) }

  /// Runs a layer; its output is the input of the next one. Returns how many of its inputs were clipped.
  @discardableResult
  mutating func run(_ layer: PackedLayer, on set: nw_instruction_set) -> Int {
    let clipped = layer.run(on: set, input: current, output: next, quantized: quantized)
    Self.pad(next, after: layer.outputs)
    swap(&current, &next)
    return clipped
  }

  /// Runs the last layer.
  func run(_ layer: PackedLayer, on set: nw_instruction_set, to output: UnsafeMutablePointer<Float>) {
    layer.run(on: set, input: current, output: output, quantized: quantized)
  }

  /// Zeros up to the next whole block. Leftovers would do harm: 0 · NaN is NaN.
  private static func pad(_ vector: UnsafeMutablePointer<Float>, after count: Int) {
    (vector + count).update(repeating: 0, count: paddedColumns(count) - count)
  }
}
