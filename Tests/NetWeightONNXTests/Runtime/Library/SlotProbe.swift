import CONNXRuntime
import Foundation
import NetWeightONNX
import Testing

/// Calls functions of the table one by one.
struct SlotProbe {
  let library: ONNXRuntimeLibrary
  var api: nw_ort_api { library.api }

  init(_ library: ONNXRuntimeLibrary) { self.library = library }

  /// Runs a body with options of a session.
  func withOptions(_ body: (OpaquePointer) throws -> Void) throws {
    let options = try api.make { api.CreateSessionOptions($0) }
    defer { api.ReleaseSessionOptions(options) }
    try body(options)
  }

  /// Runs a body with a session of a model.
  func withSession(
    _ model: String, options change: (OpaquePointer) throws -> Void = { _ in },
    _ body: (OpaquePointer) throws -> Void
  ) throws {
    try withOptions { options in
      try change(options)
      let path = RuntimeModels.url(model).path(percentEncoded: false)
      let session = try api.make { api.CreateSession(library.environment, path, options, $0) }
      defer { api.ReleaseSession(session) }
      try body(session)
    }
  }

  /// Runs a body with what a model says of an input or output.
  func withType(
    _ model: String, _ call: (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?,
    _ body: (OpaquePointer) throws -> Void
  ) throws {
    try withSession(model) { session in
      let type = try api.make { call(session, $0) }
      defer { api.ReleaseTypeInfo(type) }
      try body(type)
    }
  }

  /// Runs a body with what a model says of its first input, which is a tensor.
  func withInput(_ model: String, _ body: (OpaquePointer) throws -> Void) throws {
    try withType(model, { api.SessionGetInputTypeInfo($0, 0, $1) }) { type in
      // The type owns it.
      try body(try api.make { api.CastTypeInfoToTensorInfo(type, $0) })
    }
  }

  /// Runs a body with a tensor of floats in memory of its own.
  func withTensor(_ floats: [Float], _ shape: [Int64], _ body: (OpaquePointer) throws -> Void) throws {
    var floats = floats
    try floats.withUnsafeMutableBytes { bytes in
      let tensor = try api.make {
        api.CreateTensorWithDataAsOrtValue(
          library.memory, bytes.baseAddress, bytes.count, shape, shape.count, 1, $0)
      }
      defer { api.ReleaseValue(tensor) }
      try body(tensor)
    }
  }

  /// Runs a body with a tensor of strings.
  func withStrings(_ strings: [String], _ body: (OpaquePointer) throws -> Void) throws {
    let tensor = try api.make {
      api.CreateTensorAsOrtValue(library.allocator, [Int64(strings.count)], 1, 8, $0)
    }
    defer { api.ReleaseValue(tensor) }
    for (index, string) in strings.enumerated() {
      var buffer: UnsafeMutablePointer<CChar>?
      try api.check(api.GetResizedStringTensorElementBuffer(tensor, index, string.utf8.count, &buffer))
      let copy = try #require(buffer)
      UnsafeMutableRawBufferPointer(start: copy, count: string.utf8.count).copyBytes(from: string.utf8)
    }
    try body(tensor)
  }

  /// Runs `dense` on ones, and hands over what it gives.
  func runDense(
    on session: OpaquePointer, _ body: (OpaquePointer) throws -> Void
  ) throws {
    try withTensor([1, 1, 1, 1], [1, 4]) { input in
      try "x".withCString { x in
        try "logits".withCString { logits in
          var input: OpaquePointer? = input
          var (x, logits): (UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (x, logits)
          let output = try api.make { api.Run(session, nil, &x, &input, 1, &logits, 1, $0) }
          defer { api.ReleaseValue(output) }
          try body(output)
        }
      }
    }
  }

  /// The floats of a tensor.
  func floats(_ tensor: OpaquePointer, count: Int) throws -> [Float] {
    var data: UnsafeMutableRawPointer?
    try api.check(api.GetTensorMutableData(tensor, &data))
    return Array(UnsafeBufferPointer(start: data?.assumingMemoryBound(to: Float.self), count: count))
  }

  /// Element type and shape of a tensor.
  func header(_ tensor: OpaquePointer) throws -> (type: CInt, shape: [Int64]) {
    let information = try api.make { api.GetTensorTypeAndShape(tensor, $0) }
    defer { api.ReleaseTensorTypeAndShapeInfo(information) }
    var type: CInt = 0
    try api.check(api.GetTensorElementType(information, &type))
    var lengths = [Int64](repeating: 0, count: try api.count { api.GetDimensionsCount(information, $0) })
    try api.check(api.GetDimensions(information, &lengths, lengths.count))
    return (type, lengths)
  }

  /// The bytes of the one file of a folder whose name starts so.
  static func file(_ prefix: String, in folder: ScratchFolder) throws -> Data {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasPrefix(prefix) }, "\(names)")
    return try Data(contentsOf: folder.url.appending(path: name))
  }

  /// How many threads this process has.
  static func threads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
  }
}
