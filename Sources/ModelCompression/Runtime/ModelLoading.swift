import CKernels
import Foundation
import NetWeightCore

/// Reads `layer1.weight`, `layer1.bias` and, for I8 weights, `layer1.scale` and perhaps `layer1.input_range`, and so
/// on, into packed layers.
struct ModelLoading {
  let reader: SafetensorsReader
  private var url: URL { reader.url }

  init(_ url: URL) throws { reader = try SafetensorsReader(url) }

  func layers() throws -> [PackedLayer] {
    let count = (1...).prefix { reader.tensors["layer\($0).weight"] != nil }.count
    guard count > 0 else { throw missing("layer1.weight") }
    let parts = ["weight", "bias", "scale", "input_range"]
    let known = Set((1...count).flatMap { number in parts.map { "layer\(number).\($0)" } })
    if let stranger = reader.tensors.keys.filter({ !known.contains($0) }).min() {
      throw fail(
        stranger, "is unknown; expected layer1 to layer\(count), each with weight, bias, scale, input_range")
    }
    var layers: [PackedLayer] = []
    for number in 1...count {
      let layer = try layer(number, isLast: number == count)
      if let before = layers.last, before.outputs != layer.inputs {
        throw fail(
          "layer\(number).weight", "takes \(layer.inputs) inputs, layer\(number - 1) gives \(before.outputs)")
      }
      layers.append(layer)
    }
    return layers
  }

  private func layer(_ number: Int, isLast: Bool) throws -> PackedLayer {
    let name = "layer\(number)"
    let entry = reader.tensors["\(name).weight"]
    guard let entry, entry.shape.count == 2, entry.shape.allSatisfy({ $0 > 0 }) else {
      throw fail("\(name).weight", "has shape \(entry?.shape ?? []), expected [outputs, inputs]")
    }
    let (outputs, inputs) = (entry.shape[0], entry.shape[1])
    let bias = try vector("\(name).bias", count: outputs)
    let isInteger = entry.dtype == ElementType.int8.rawValue
    if !isInteger, reader.tensors["\(name).input_range"] != nil {
      throw fail("\(name).input_range", "belongs to F32 weights, expected it with I8 weights only")
    }
    let weights =
      isInteger
      ? try integers(name, outputs: outputs, inputs: inputs)
      : PackedLayer.Weights.fp32(try floats("\(name).weight", rows: outputs, columns: inputs))
    return PackedLayer(inputs: inputs, outputs: outputs, weights: weights, bias: bias, hasReLU: !isLast)
  }

  private func integers(_ name: String, outputs: Int, inputs: Int) throws -> PackedLayer.Weights {
    guard inputs <= Int(NW_MAXIMUM_INT8_COLUMNS) else {
      throw fail(
        "\(name).weight", "has \(inputs) columns, INT8 kernels take up to \(NW_MAXIMUM_INT8_COLUMNS)")
    }
    let scales = try vector("\(name).scale", count: outputs)
    if let bad = scales.elements.prefix(outputs).firstIndex(where: { $0 <= 0 }) {
      throw fail("\(name).scale", "has \(scales.elements[bad]) at \(bad), expected a number over 0")
    }
    let columns = paddedColumns(inputs)
    let matrix = AlignedBuffer<Int8>(count: outputs * columns)
    try reader.read("\(name).weight", rows: outputs, into: matrix)
    let sums = AlignedBuffer<Int32>(count: outputs)
    for row in 0..<outputs {
      var sum: Int32 = 0
      for column in row * columns..<row * columns + inputs { sum += Int32(matrix.pointer[column]) }
      sums.pointer[row] = sum
    }
    return .int8(matrix, scales: scales, sums: sums, inputRange: try inputRange("\(name).input_range"))
  }

  /// Nil when the file has none: activations are then quantized with the range of each vector.
  private func inputRange(_ name: String) throws -> ClosedRange<Float>? {
    guard reader.tensors[name] != nil else { return nil }
    let ends = withExtendedLifetime(try vector(name, count: 2)) { Array($0.elements.prefix(2)) }
    // Without 0 in it, neither padding nor what a ReLU cut off would be exact.
    guard ends[0] <= 0, ends[1] >= 0 else {
      throw fail(name, "is \(ends[0]) to \(ends[1]), expected a range with 0 in it")
    }
    return ends[0]...ends[1]
  }

  private func vector(_ name: String, count: Int) throws -> AlignedBuffer<Float> {
    guard let entry = reader.tensors[name] else { throw missing(name) }
    guard entry.shape == [count] else { throw fail(name, "has shape \(entry.shape), expected [\(count)]") }
    return try floats(name, rows: 1, columns: count)
  }

  private func floats(_ name: String, rows: Int, columns: Int) throws -> AlignedBuffer<Float> {
    if let type = reader.tensors[name]?.dtype, type != ElementType.float32.rawValue {
      throw fail(name, "holds \(type), expected F32")
    }
    let buffer = AlignedBuffer<Float>(count: rows * paddedColumns(columns))
    try reader.read(name, rows: rows, into: buffer)
    if let bad = buffer.elements.firstIndex(where: { !$0.isFinite }) {
      let (row, column) = bad.quotientAndRemainder(dividingBy: paddedColumns(columns))
      throw fail(
        name, "has \(buffer.elements[bad]) in row \(row), column \(column), expected finite numbers")
    }
    return buffer
  }

  private func missing(_ name: String) -> ModelFileError { fail(name, "is missing") }

  private func fail(_ tensor: String, _ problem: String) -> ModelFileError {
    ModelFileError(
      url, tensor: tensor, problem: problem, next: "export the model again with ModelCompression")
  }
}
