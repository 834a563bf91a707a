package import Foundation
import NetWeightCore
import SwiftProtobuf

/// An ONNX model file: what it asks for and what it holds. Nothing is run, and weights are looked at when asked for.
package struct ONNXModelFile: Sendable {
  /// As a path from the folder that holds `Models`, else its last two parts.
  package let name: String
  /// The folder of the file; nil of bytes.
  package let folder: URL?
  /// Bytes of the file itself, without files beside it.
  package let byteCount: Int
  /// The version of the format; nil when the file does not say.
  package let irVersion: Int?
  /// What wrote it, with its version; may be empty.
  package let producer: String
  /// The sets of operators that it asks for.
  package let operatorSets: [ONNXOperatorSet]
  package let graph: ONNXGraph
  /// The bodies of functions that come with the model.
  package let functions: [ONNXGraph]

  /// Reads a file, which is mapped: what was looked at can be dropped again, and weights are in memory once.
  /// - Throws: ``ONNXModelFileError``.
  package init(readingFrom url: URL) throws(ONNXModelFileError) {
    let path = url.path(percentEncoded: false)
    guard FileManager.default.fileExists(atPath: path) else {
      throw ONNXModelFileError(url, "is not there", next: "check the path, or make the model")
    }
    guard EnclosingFolder.isRegularFile(path) else {
      throw ONNXModelFileError(url, "is no file but a folder or a device", next: "name the .onnx file")
    }
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw ONNXModelFileError(
        url, "cannot be read: \(error.localizedDescription)", next: "check its permissions")
    }
    try self.init(data, name: Workspace.shortPath(of: url), folder: url.deletingLastPathComponent())
  }

  /// Reads bytes.
  /// - Parameters:
  ///   - name: for messages.
  ///   - folder: where the files of weights are that the model names; nil refuses a model that names any.
  /// - Throws: ``ONNXModelFileError``.
  package init(_ data: Data, name: String, folder: URL? = nil) throws(ONNXModelFileError) {
    try ONNXModelReader.refuseOtherFormats(data, name: name)
    let model: WireModel
    do {
      model = try WireModel(serializedBytes: data, options: Self.decoding)
    } catch {
      throw ONNXModelReader.failure(error, name: name)
    }
    guard model.hasGraph else {
      throw ONNXModelFileError(name, "is no ONNX model: it holds no graph", next: "name the .onnx file")
    }
    self.name = name
    self.folder = folder
    byteCount = data.count
    irVersion = model.hasIrVersion ? Int(model.irVersion) : nil
    producer = [model.producer, model.producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
    operatorSets = model.operatorSets.map { set in
      // Both names are in use for the same set.
      ONNXOperatorSet(domain: set.domain == "ai.onnx" ? "" : set.domain, version: Int(set.version))
    }
    let reader = ONNXModelReader(name: name, folder: folder)
    graph = try reader.graph(model.graph, in: data)
    functions = try model.functions.map { function throws(ONNXModelFileError) in
      ONNXGraph(name: function.name, nodes: try reader.nodes(function.nodes))
    }
  }

  /// Fields that nothing here asks for are dropped, weights among them.
  static var decoding: BinaryDecodingOptions {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    return options
  }

  /// Every tensor of the model: of its graph, of the bodies of branches and loops, of its functions, and those that
  /// are attributes of nodes.
  package var tensors: [ONNXTensor] { ([graph] + functions).flatMap(Self.tensors) }

  private static func tensors(of graph: ONNXGraph) -> [ONNXTensor] {
    graph.initializers
      + graph.nodes.flatMap(\.attributes).flatMap { attribute -> [ONNXTensor] in
        switch attribute.value {
        case .tensors(let tensors): tensors
        case .graphs(let graphs): graphs.flatMap(Self.tensors)
        default: []
        }
      }
  }

  /// The files beside the model that hold its weights, each once, in the order in which the model names them.
  ///
  /// Each is inside the folder of the model and holds all that the model takes from it.
  /// - Throws: ``ONNXModelFileError`` naming the first tensor whose file is missing, too short, or outside the folder.
  package func externalDataFiles() throws(ONNXModelFileError) -> [URL] {
    var files: [URL] = []
    for tensor in tensors {
      guard case .external(let range, let folder) = tensor.content else { continue }
      _ = try tensor.bytes()
      let file = try range.url(for: tensor, in: folder)
      if !files.contains(file) { files.append(file) }
    }
    return files
  }

  /// The files beside a model that hold its weights; see ``externalDataFiles()``.
  /// - Throws: ``ONNXModelFileError`` also when the model itself cannot be read.
  package static func externalDataFiles(at url: URL) throws(ONNXModelFileError) -> [URL] {
    try ONNXModelFile(readingFrom: url).externalDataFiles()
  }
}
