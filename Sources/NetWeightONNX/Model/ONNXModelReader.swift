import Foundation
import SwiftProtobuf

/// Makes the model's own types of the messages of the file.
struct ONNXModelReader {
  /// Of the model, for messages.
  let name: String
  /// Of the model; nil of bytes.
  let folder: URL?

  /// The numbers of fields that are looked for in the file itself; see `onnx-model.proto`.
  private enum FieldNumber {
    static let modelGraph = 7
    static let graphInitializer = 5
    static let tensorRaw = 9
    static let tensorText = 6
  }

  /// The graph of the model, whose tensors stay where they are in the file.
  func graph(_ graph: WireMainGraph, in data: Data) throws(ONNXModelFileError) -> ONNXGraph {
    // A message that is stored in several parts is one message, its lists one after the other.
    let places = MessageFields.ranges(of: FieldNumber.modelGraph, in: 0..<data.count, of: data)
      .flatMap { MessageFields.ranges(of: FieldNumber.graphInitializer, in: $0, of: data) }
    guard places.count == graph.initializers.count else {
      throw ONNXModelFileError(
        name,
        "is no ONNX model: \(graph.initializers.count) tensors are in it and \(places.count) were found again",
        next: "write the model again")
    }
    var initializers: [ONNXTensor] = []
    initializers.reserveCapacity(places.count)
    for (header, place) in zip(graph.initializers, places) {
      initializers.append(try tensor(header, at: place, in: data))
    }
    return ONNXGraph(
      name: graph.name, nodes: try nodes(graph.nodes),
      initializers: initializers + (try sparse(graph.sparseInitializers)), inputs: graph.inputs.map(value),
      outputs: graph.outputs.map(value), innerValues: graph.innerValues.map(value))
  }

  private func graph(_ graph: WireSubgraph) throws(ONNXModelFileError) -> ONNXGraph {
    ONNXGraph(
      name: graph.name, nodes: try nodes(graph.nodes),
      initializers: try tensors(graph.initializers) + (try sparse(graph.sparseInitializers)),
      inputs: graph.inputs.map(value), outputs: graph.outputs.map(value),
      innerValues: graph.innerValues.map(value))
  }

  func nodes(_ nodes: [WireNode]) throws(ONNXModelFileError) -> [ONNXNode] {
    try nodes.map { node throws(ONNXModelFileError) in
      ONNXNode(
        name: node.name, operatorType: node.operatorType, domain: node.domain == "ai.onnx" ? "" : node.domain,
        inputs: node.inputs, outputs: node.outputs,
        attributes: try node.attributes.map { attribute throws(ONNXModelFileError) in
          ONNXAttribute(name: attribute.name, value: try value(attribute))
        })
    }
  }

  /// By the type that the attribute names. Files of before that was asked for name none, and have one of the values.
  private func value(_ attribute: WireAttribute) throws(ONNXModelFileError) -> ONNXAttribute.Value {
    switch attribute.type {
    case 1: return .float(attribute.floatValue)
    case 2: return .integer(Int(attribute.integer))
    case 3: return .text(String(decoding: attribute.text, as: UTF8.self))
    case 4: return .tensors([try tensor(attribute.tensor)])
    case 5: return .graphs([try graph(attribute.graph)])
    case 6: return .floats(attribute.floats)
    case 7: return .integers(attribute.integers.map(Int.init))
    case 8: return .texts(attribute.texts.map { String(decoding: $0, as: UTF8.self) })
    case 9: return .tensors(try tensors(attribute.tensors))
    case 10: return .graphs(try attribute.graphs.map(graph))
    case 11: return .tensors(try sparse([attribute.sparseTensor]))
    case 0 where attribute.hasTensor: return .tensors([try tensor(attribute.tensor)])
    case 0 where attribute.hasGraph: return .graphs([try graph(attribute.graph)])
    case 0 where attribute.integer != 0: return .integer(Int(attribute.integer))
    case 0 where !attribute.integers.isEmpty: return .integers(attribute.integers.map(Int.init))
    default: return .other
    }
  }

  private func value(_ value: WireValue) -> ONNXValueInfo {
    guard value.type.hasTensor else { return ONNXValueInfo(name: value.name, elementType: nil, shape: nil) }
    let tensor = value.type.tensor
    let shape = tensor.shape.dimensions.map { dimension in
      switch dimension.length {
      case .value(let length): ONNXValueInfo.Length.fixed(Int(length))
      case .symbol(let symbol): ONNXValueInfo.Length.symbol(symbol)
      case nil: ONNXValueInfo.Length.open
      }
    }
    return ONNXValueInfo(
      name: value.name, elementType: ONNXElementType(number: Int(tensor.elementType)),
      shape: tensor.hasShape ? shape : nil)
  }

  private func tensor(
    _ header: WireTensorHeader, at place: Range<Int>, in data: Data
  ) throws(ONNXModelFileError) -> ONNXTensor {
    let content: ONNXTensor.Content
    let type = Int(header.elementType)
    if header.location == Self.external {
      content = try external(header.external, name: header.name)
    } else if type == ONNXElementType.string.number {
      let texts = MessageFields.ranges(of: FieldNumber.tensorText, in: place, of: data)
      content = .texts(texts.count, bytes: texts.reduce(0) { $0 + $1.count })
    } else if let raw = MessageFields.ranges(of: FieldNumber.tensorRaw, in: place, of: data).last,
      !raw.isEmpty
    {
      content = .bytes(data[data.startIndex + raw.lowerBound..<data.startIndex + raw.upperBound])
    } else {
      content = .message(data[data.startIndex + place.lowerBound..<data.startIndex + place.upperBound])
    }
    return try ONNXTensor(
      name: header.name, type: type, shape: header.dimensions, content: content, file: name)
  }

  private func tensors(_ tensors: [WireTensor]) throws(ONNXModelFileError) -> [ONNXTensor] {
    try tensors.map { tensor throws(ONNXModelFileError) in try self.tensor(tensor) }
  }

  private func tensor(_ tensor: WireTensor) throws(ONNXModelFileError) -> ONNXTensor {
    let content: ONNXTensor.Content
    if tensor.location == Self.external {
      content = try external(tensor.external, name: tensor.name)
    } else if Int(tensor.elementType) == ONNXElementType.string.number {
      content = .texts(tensor.texts.count, bytes: tensor.texts.reduce(0) { $0 + $1.count })
    } else {
      content = tensor.raw.isEmpty ? .lists(tensor) : .bytes(tensor.raw)
    }
    return try ONNXTensor(
      name: tensor.name, type: Int(tensor.elementType), shape: tensor.dimensions, content: content, file: name
    )
  }

  /// The elements that are stored; which those are is nothing that is asked.
  private func sparse(_ tensors: [WireSparseTensor]) throws(ONNXModelFileError) -> [ONNXTensor] {
    try tensors.map { sparse throws(ONNXModelFileError) in try tensor(sparse.values) }
  }

  /// The number by which a tensor says that it is in a file of its own.
  private static let external: Int32 = 1

  private func external(_ entries: [WireEntry], name tensor: String) throws(ONNXModelFileError)
    -> ONNXTensor.Content
  {
    guard let range = ONNXExternalRange(entries) else {
      throw ONNXModelFileError(
        name,
        "tensor '\(tensor)' is in another file, and its location, offset and length are not as the format has them",
        next: "write the model again")
    }
    return .external(range, folder: folder)
  }
}

extension ONNXModelReader {
  /// Refuses what is known by its first bytes, since "no protobuf" would not help anybody.
  static func refuseOtherFormats(_ data: Data, name: String) throws(ONNXModelFileError) {
    if data.isEmpty { throw ONNXModelFileError(name, "is empty", next: "make the model again") }
    if data.starts(with: Data("version https://git-lfs.".utf8)) {
      throw ONNXModelFileError(name, "is a pointer of Git LFS and not yet the file", next: "git lfs pull")
    }
    if data.dropFirst(4).starts(with: Data("ORTM".utf8)) {
      throw ONNXModelFileError(
        name, "is in ONNX Runtime's own format and no ONNX model",
        next: "name the .onnx file that it was made of")
    }
  }

  /// What the library says, for people.
  static func failure(_ error: any Error, name: String) -> ONNXModelFileError {
    switch error as? BinaryDecodingError {
    case .truncated:
      ONNXModelFileError(
        name, "ends in the middle of a message: it was truncated, or is no ONNX model",
        next: "copy or make it again")
    case .messageDepthLimit:
      ONNXModelFileError(
        name, "has messages in messages more than 100 deep", next: "name the .onnx file, or make it again")
    case .invalidUTF8:
      ONNXModelFileError(name, "has a name that is no UTF-8", next: "name the .onnx file, or make it again")
    default:
      ONNXModelFileError(
        name, "is no ONNX model: its bytes are no protobuf message",
        next: "name the .onnx file, or make it again")
    }
  }
}
