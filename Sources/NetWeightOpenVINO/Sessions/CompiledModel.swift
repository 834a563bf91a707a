import COpenVINO
import Foundation
import NetWeightCore

/// A model that OpenVINO made ready for a device. Any number of threads may ask it for requests.
final class CompiledModel: Sendable {
  let library: OpenVINOLibrary
  /// What messages call the model.
  let model: String
  let inputs: [Port]
  let outputs: [Port]
  // Set once; OpenVINO guards what it changes behind it.
  private nonisolated(unsafe) let pointer: OpaquePointer

  /// Reads and compiles a model.
  /// - Parameter properties: that win over those of the options.
  /// - Throws: ``RuntimeError`` naming the model.
  init(
    _ url: URL, in library: OpenVINOLibrary, _ options: OpenVINOOptions, _ properties: [String: String] = [:]
  ) throws(RuntimeError) {
    let name = Workspace.shortPath(of: url)
    try options.check(library, name)
    let (api, all) = (library.api, options.allProperties.merging(properties) { $1 })
    do throws(OpenVINOFailure) {
      let model = try library.readModel(at: url)
      defer { api.model_free(model) }
      if let batch = options.batch { try library.fix(batch, of: model) }
      let (keys, values) = (CStrings(Array(all.keys)), CStrings(Array(all.values)))
      let compiled = try withExtendedLifetime((keys, values)) { () throws(OpenVINOFailure) in
        var tables = api
        return try api.make {
          nw_ov_compile(
            &tables, library.core, model, options.device, keys.pointers, values.pointers, all.count, $0)
        }
      }
      do throws(OpenVINOFailure) {
        inputs = try api.ports(
          count: { api.compiled_model_inputs_size(compiled, $0) },
          at: { api.compiled_model_input_by_index(compiled, $0, $1) })
        outputs = try api.ports(
          count: { api.compiled_model_outputs_size(compiled, $0) },
          at: { api.compiled_model_output_by_index(compiled, $0, $1) })
      } catch {
        api.compiled_model_free(compiled)
        throw error
      }
      pointer = compiled
    } catch {
      throw RuntimeError(loading: name, error, library)
    }
    self.library = library
    self.model = name
  }

  deinit { library.api.compiled_model_free(pointer) }

  /// A request, which answers one call at a time.
  func makeRequest() throws(OpenVINOFailure) -> InferRequest {
    InferRequest(
      self, try library.api.make { library.api.compiled_model_create_infer_request(pointer, $0) })
  }

  /// A property as the compiled model has it, which may be another than was asked for.
  func property(_ key: String) throws(OpenVINOFailure) -> String {
    try library.api.ownText { library.api.compiled_model_get_property(pointer, key, $0) }
  }
}

/// One run at a time of a model. It keeps its own memory for what is computed on the way.
final class InferRequest: Sendable {
  let model: CompiledModel
  // One call has it at a time; see `RequestPool`.
  nonisolated(unsafe) let pointer: OpaquePointer

  fileprivate init(_ model: CompiledModel, _ pointer: OpaquePointer) {
    self.model = model
    self.pointer = pointer
  }

  deinit { model.library.api.infer_request_free(pointer) }
}

extension OpenVINOLibrary {
  /// Reads a model, which is not yet compiled, for the caller to free.
  func readModel(at url: URL) throws(OpenVINOFailure) -> OpaquePointer {
    let path = url.path(percentEncoded: false)
    // The weights of an IR are found by its name.
    return try api.make { api.core_read_model(core, path, nil, $0) }
  }

  /// Gives the first dimension of a model's only input a length.
  fileprivate func fix(_ batch: Int, of model: OpaquePointer) throws(OpenVINOFailure) {
    let input = try api.describe(try api.make { api.model_const_input(model, $0) })
    guard let dimensions = input.dimensions, dimensions.first == .some(nil) else {
      throw OpenVINOFailure(
        "options ask for batches of \(batch), and input \(input) does not leave that open")
    }
    var lengths = ([batch] + dimensions.dropFirst()).map { length in
      nw_ov_dimension(least: Int64(length ?? 0), most: Int64(length ?? -1))
    }
    let rank = Int64(lengths.count)
    let status = lengths.withUnsafeMutableBufferPointer { lengths in
      api.model_reshape_single_input(
        model, nw_ov_partial_shape(rank: .init(least: rank, most: rank), dimensions: lengths.baseAddress))
    }
    try api.check(status)
  }
}
