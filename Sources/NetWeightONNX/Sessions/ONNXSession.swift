import CONNXRuntime
import Foundation

/// A model that ONNX Runtime has loaded. Any number of threads may run it at once.
package final class ONNXSession: Sendable {
  package let library: ONNXRuntimeLibrary
  /// What messages call the model.
  package let model: String
  package let inputs: [ValueDescription]
  package let outputs: [ValueDescription]
  // Set once; ONNX Runtime guards what it changes behind it.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Loads a model.
  /// - Throws: ``ONNXError`` naming the model.
  package init(_ source: ModelSource, in library: ONNXRuntimeLibrary, _ configuration: SessionConfiguration)
    throws
  {
    let api = library.api
    let model = source.name
    let pointer = try configuration.withOptions(of: library, for: model) { options in
      do throws(RuntimeFailure) {
        return try Self.open(source, in: library, options)
      } catch {
        throw ONNXError(loading: source, error, library)
      }
    }
    do throws(RuntimeFailure) {
      inputs = try Self.describe(
        count: { api.SessionGetInputCount(pointer, $0) },
        name: { api.SessionGetInputName(pointer, $0, library.allocator, $1) },
        type: { api.SessionGetInputTypeInfo(pointer, $0, $1) }, in: library)
      outputs = try Self.describe(
        count: { api.SessionGetOutputCount(pointer, $0) },
        name: { api.SessionGetOutputName(pointer, $0, library.allocator, $1) },
        type: { api.SessionGetOutputTypeInfo(pointer, $0, $1) }, in: library)
    } catch {
      api.ReleaseSession(pointer)
      throw ONNXError(loading: source, error, library)
    }
    self.library = library
    self.model = model
    self.pointer = pointer
  }

  deinit { library.api.ReleaseSession(pointer) }

  private static func open(
    _ source: ModelSource, in library: ONNXRuntimeLibrary, _ options: OpaquePointer
  ) throws(RuntimeFailure) -> OpaquePointer {
    let api = library.api
    switch source {
    case .file(let url):
      let path = url.path(percentEncoded: false)
      return try api.make { api.CreateSession(library.environment, path, options, $0) }
    case .bytes(let bytes, _):
      var session: OpaquePointer?
      let status = bytes.withUnsafeBytes {
        api.CreateSessionFromArray(library.environment, $0.baseAddress, $0.count, options, &session)
      }
      return try api.make { made in
        made.pointee = session
        return status
      }
    }
  }

  private static func describe(
    count: (UnsafeMutablePointer<Int>) -> OpaquePointer?,
    name: (Int, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?,
    type: (Int, UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?, in library: ONNXRuntimeLibrary
  ) throws(RuntimeFailure) -> [ValueDescription] {
    let api = library.api
    var values: [ValueDescription] = []
    for index in 0..<(try api.count(count)) {
      values.append(
        try api.describe(
          try api.ownText(from: library.allocator) { name(index, $0) }, try api.make { type(index, $0) }))
    }
    return values
  }
}

extension ONNXError {
  /// A model that ONNX Runtime refuses, in its own words where there are no better ones.
  init(loading source: ModelSource, _ failure: RuntimeFailure, _ library: ONNXRuntimeLibrary) {
    var words = failure.message
    let runtime = "ONNX Runtime \(library.version)"
    if case .file(let url) = source {
      let prefix = "Load model from \(url.path(percentEncoded: false)) failed:"
      if words.hasPrefix(prefix) { words = String(words.dropFirst(prefix.count)) }
    }
    if words.contains("opset versions"), let start = words.range(of: "Opset ") {
      self.init(
        .model, source.name,
        "it needs a newer set of operators than \(runtime) has: \(words[start.lowerBound...])",
        next: "install a newer onnxruntime, or export the model for an older opset")
    } else if words.contains("is not a registered function/op") {
      self.init(
        .model, source.name, "it has an operator that \(runtime) does not: \(words)",
        next: "export it with operators of ONNX, or use the release of onnxruntime that it was made for")
    } else {
      self.init(
        .model, source.name, "\(runtime) cannot load it: \(words)",
        next: "make the model again; if it is sound, try the newest onnxruntime")
    }
  }
}
