import CONNXRuntime
import Foundation
import NetWeightCore
import NetWeightONNX
import Testing

/// What only the right function of the table does.
enum SlotBehaviour {
  typealias Behaviour = @Sendable (SlotProbe) throws -> Void

  static let all: [String: Behaviour] = statuses.merging(options) { $1 }.merging(sessions) { $1 }
    .merging(types) { $1 }.merging(values) { $1 }.merging(inspection) { $1 }

  private static func failing(_ probe: SlotProbe, _ body: (OpaquePointer) throws -> Void) throws {
    try probe.withOptions { (options) throws in
      var session: OpaquePointer?
      let status = probe.api.CreateSession(probe.library.environment, "/nowhere.onnx", options, &session)
      #expect(session == nil)
      try body(try #require(status))
    }
  }

  private static let statuses: [String: Behaviour] = [
    "GetErrorCode": { (probe) throws in
      try failing(probe) { (status) throws in
        #expect(probe.api.GetErrorCode(status) == 3, "no such file")
        probe.api.ReleaseStatus(status)
      }
    },
    "GetErrorMessage": { (probe) throws in
      try failing(probe) { (status) throws in
        #expect(String(cString: probe.api.GetErrorMessage(status)).contains("/nowhere.onnx"))
        probe.api.ReleaseStatus(status)
      }
    },
    // What another release frees in its place crashes sooner or later.
    "ReleaseStatus": { (probe) throws in
      for _ in 0..<1000 { try failing(probe) { probe.api.ReleaseStatus($0) } }
    },
    "CreateEnv": { (probe) throws in
      let api = probe.api
      let environment = try api.make { api.CreateEnv(4, "another", $0) }
      // There is one in a process, whoever asks.
      #expect(environment == probe.library.environment)
    },
    "GetAvailableProviders": { (probe) throws in
      #expect(probe.library.providers.contains("CPUExecutionProvider"))
    },
    "ReleaseAvailableProviders": { (probe) throws in
      for _ in 0..<1000 {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        var count: CInt = 0
        try probe.api.check(probe.api.GetAvailableProviders(&names, &count))
        #expect(count > 0)
        try probe.api.check(probe.api.ReleaseAvailableProviders(names, count))
      }
    },
    "GetBuildInfoString": { (probe) throws in
      #expect(String(cString: probe.api.GetBuildInfoString()).hasPrefix("ORT Build Info: "))
    },
    "GetAllocatorWithDefaultOptions": { (probe) throws in
      let api = probe.api
      #expect(try api.make { api.GetAllocatorWithDefaultOptions($0) } == probe.library.allocator)
    },
    "AllocatorFree": { (probe) throws in
      let api = probe.api
      try probe.withSession("dense") { (session) throws in
        for _ in 0..<1000 {
          var name: UnsafeMutablePointer<CChar>?
          try api.check(api.SessionGetInputName(session, 0, probe.library.allocator, &name))
          #expect(name.map { String(cString: $0) } == "x")
          try api.check(api.AllocatorFree(probe.library.allocator, name))
        }
      }
    },
    "CreateCpuMemoryInfo": { (probe) throws in
      // What is made with it is read where it is.
      var floats: [Float] = [1, 2]
      try floats.withUnsafeMutableBytes { bytes in
        let api = probe.api
        let memory = try api.make { api.CreateCpuMemoryInfo(0, 0, $0) }
        let tensor = try api.make {
          api.CreateTensorWithDataAsOrtValue(memory, bytes.baseAddress, bytes.count, [2], 1, 1, $0)
        }
        defer { api.ReleaseValue(tensor) }
        #expect(try probe.floats(tensor, count: 2) == [1, 2])
      }
    },
  ]

  /// The model as it was rewritten with some options.
  private static func optimized(_ probe: SlotProbe, level: CInt) throws -> Data {
    let folder = try ScratchFolder()
    let change: (OpaquePointer) throws -> Void = { (options) throws in
      try probe.api.check(probe.api.SetSessionGraphOptimizationLevel(options, level))
      try probe.api.check(probe.api.SetOptimizedModelFilePath(options, "\(folder.path)/optimized.onnx"))
    }
    try probe.withSession("dense", options: change) { _ in }
    return try SlotProbe.file("optimized.onnx", in: folder)
  }

  private static let options: [String: Behaviour] = [
    "CreateSessionOptions": { (probe) throws in
      try probe.withOptions { first in try probe.withOptions { #expect(first != $0) } }
    },
    "ReleaseSessionOptions": { (probe) throws in for _ in 0..<1000 { try probe.withOptions { _ in } } },
    "SetOptimizedModelFilePath": { (probe) throws in
      #expect(try optimized(probe, level: 0).range(of: Data("MatMul".utf8)) != nil)
    },
    "SetSessionGraphOptimizationLevel": { (probe) throws in
      // The first level makes one operator of product and sum.
      #expect(try optimized(probe, level: 0).range(of: Data("Gemm".utf8)) == nil)
      #expect(try optimized(probe, level: 1).range(of: Data("Gemm".utf8)) != nil)
    },
    "SetIntraOpNumThreads": { (probe) throws in
      #if os(Linux)
        let before = try SlotProbe.threads()
        // Tests that run beside start threads too, and far fewer.
        try probe.withSession(
          "dense", options: { try probe.api.check(probe.api.SetIntraOpNumThreads($0, 400)) }
        ) {
          (_) throws in #expect(try SlotProbe.threads() > before + 300)
        }
      #endif
    },
    "DisableCpuMemArena": { (probe) throws in
      // The arena hands out multiples of 256 bytes of one block.
      func distances(_ change: (OpaquePointer) throws -> Void) throws -> Set<Int> {
        var places: [UInt] = []
        var held: [OpaquePointer] = []
        try probe.withSession("relu", options: change) { (session) throws in
          try "x".withCString { x in
            try "y".withCString { y in
              var (x, y): (UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (x, y)
              for length in 1...32 {
                try probe.withTensor([Float](repeating: 1, count: length), [1, Int64(length)]) { input in
                  var input: OpaquePointer? = input
                  let output = try probe.api.make { probe.api.Run(session, nil, &x, &input, 1, &y, 1, $0) }
                  held.append(output)
                  var data: UnsafeMutableRawPointer?
                  try probe.api.check(probe.api.GetTensorMutableData(output, &data))
                  places.append(UInt(bitPattern: data))
                }
              }
            }
          }
          for value in held { probe.api.ReleaseValue(value) }
        }
        return Set(places.map { Int(($0 &- places[0]) % 256) })
      }
      #expect(try distances { _ in } == [0])
      #expect(try distances { try probe.api.check(probe.api.DisableCpuMemArena($0)) }.count > 1)
    },
    "AddSessionConfigEntry": { (probe) throws in
      #expect(throws: RuntimeFailure.self) {
        try probe.withSession(
          "dense",
          options: {
            try probe.api.check(probe.api.AddSessionConfigEntry($0, "session.load_model_format", "ORT"))
          },
          { _ in })
      }
    },
    "SessionOptionsAppendExecutionProvider": { (probe) throws in
      try probe.withOptions { (options) throws in
        #expect {
          try probe.api.check(
            probe.api.SessionOptionsAppendExecutionProvider(options, "NetWeightNowhere", nil, nil, 0))
        } throws: {
          ($0 as? RuntimeFailure)?.message.contains("NetWeightNowhere") == true
            || ($0 as? RuntimeFailure)?.message.contains("Unknown provider name") == true
        }
        guard probe.library.providers.contains("AzureExecutionProvider") else { return }
        try probe.api.check(probe.api.SessionOptionsAppendExecutionProvider(options, "AZURE", nil, nil, 0))
      }
    },
  ]

  private static let sessions: [String: Behaviour] = [
    "CreateSession": { (probe) throws in
      try probe.withSession("pair") { (session) throws in
        #expect(try probe.api.count { probe.api.SessionGetInputCount(session, $0) } == 2)
      }
    },
    "CreateSessionFromArray": { (probe) throws in
      try probe.withOptions { (options) throws in
        let api = probe.api
        let session = try RuntimeModels.bytes("dense").withUnsafeBytes { bytes in
          try api.make {
            api.CreateSessionFromArray(probe.library.environment, bytes.baseAddress, bytes.count, options, $0)
          }
        }
        defer { api.ReleaseSession(session) }
        try probe.runDense(on: session) { (given) throws in
          #expect(try probe.floats(given, count: 3) == [6.5, 2, -2.5])
        }
      }
    },
    "ReleaseSession": { (probe) throws in for _ in 0..<20 { try probe.withSession("dense") { _ in } } },
    "Run": { (probe) throws in
      try probe.withSession("dense") { (session) throws in
        try probe.runDense(on: session) { (given) throws in
          #expect(try probe.floats(given, count: 3) == [6.5, 2, -2.5])
        }
      }
    },
    "SessionGetInputCount": { (probe) throws in
      try probe.withSession("sequence") { (session) throws in
        #expect(try probe.api.count { probe.api.SessionGetInputCount(session, $0) } == 1)
      }
    },
    "SessionGetOutputCount": { (probe) throws in
      try probe.withSession("sequence") { (session) throws in
        #expect(try probe.api.count { probe.api.SessionGetOutputCount(session, $0) } == 2)
      }
    },
    "SessionGetInputName": { (probe) throws in
      try probe.withSession("pair") { (session) throws in
        let name = try probe.api.ownText(from: probe.library.allocator) {
          probe.api.SessionGetInputName(session, 1, probe.library.allocator, $0)
        }
        #expect(name == "b")
      }
    },
    "SessionGetOutputName": { (probe) throws in
      try probe.withSession("pair") { (session) throws in
        let name = try probe.api.ownText(from: probe.library.allocator) {
          probe.api.SessionGetOutputName(session, 1, probe.library.allocator, $0)
        }
        #expect(name == "difference")
      }
    },
  ]

  /// The number of an element type in what a model says.
  private static func element(_ probe: SlotProbe, _ type: OpaquePointer) throws -> CInt {
    let tensor = try probe.api.make { probe.api.CastTypeInfoToTensorInfo(type, $0) }
    var number: CInt = 0
    try probe.api.check(probe.api.GetTensorElementType(tensor, &number))
    return number
  }

  private static let types: [String: Behaviour] = [
    "SessionGetInputTypeInfo": { (probe) throws in
      try probe.withType("tokens", { probe.api.SessionGetInputTypeInfo($0, 0, $1) }) { (given) throws in
        #expect(try element(probe, given) == 7, "int64")
      }
    },
    "SessionGetOutputTypeInfo": { (probe) throws in
      try probe.withType("tokens", { probe.api.SessionGetOutputTypeInfo($0, 0, $1) }) { (given) throws in
        #expect(try element(probe, given) == 1, "float")
      }
    },
    "GetOnnxTypeFromTypeInfo": { (probe) throws in
      for (output, kind) in [0: 2, 1: 1] {
        try probe.withType("sequence", { probe.api.SessionGetOutputTypeInfo($0, output, $1) }) {
          (type) throws in
          var found: CInt = 0
          try probe.api.check(probe.api.GetOnnxTypeFromTypeInfo(type, &found))
          #expect(found == kind, "a sequence is 2, a tensor 1")
        }
      }
    },
    "CastTypeInfoToTensorInfo": { (probe) throws in
      try probe.withType("sequence", { probe.api.SessionGetOutputTypeInfo($0, 0, $1) }) { (type) throws in
        var tensor: OpaquePointer?
        try probe.api.check(probe.api.CastTypeInfoToTensorInfo(type, &tensor))
        #expect(tensor == nil, "a sequence is no tensor")
      }
      try probe.withInput("dense") { (tensor) throws in
        #expect(try probe.api.count { probe.api.GetDimensionsCount(tensor, $0) } == 2)
      }
    },
    "GetTensorElementType": { (probe) throws in
      try probe.withInput("half") { (tensor) throws in
        var number: CInt = 0
        try probe.api.check(probe.api.GetTensorElementType(tensor, &number))
        #expect(number == 10, "float16")
      }
    },
    "GetDimensionsCount": { (probe) throws in
      try probe.withInput("batchless") { (tensor) throws in
        #expect(try probe.api.count { probe.api.GetDimensionsCount(tensor, $0) } == 1)
      }
    },
    "GetDimensions": { (probe) throws in
      try probe.withInput("dense") { (tensor) throws in
        var lengths: [Int64] = [0, 0]
        try probe.api.check(probe.api.GetDimensions(tensor, &lengths, 2))
        #expect(lengths == [-1, 4])
      }
    },
    "GetSymbolicDimensions": { (probe) throws in
      try probe.withInput("dense") { (tensor) throws in
        var names: [UnsafePointer<CChar>?] = [nil, nil]
        try probe.api.check(probe.api.GetSymbolicDimensions(tensor, &names, 2))
        #expect(names.map { $0.map { String(cString: $0) } } == ["batch", ""])
      }
    },
    "ReleaseTypeInfo": { (probe) throws in
      for _ in 0..<20 { try probe.withInput("dense") { _ in } }
    },
    "GetTensorTypeAndShape": { (probe) throws in
      try probe.withTensor([1, 2, 3, 4, 5, 6], [2, 3]) { (tensor) throws in
        let (type, shape) = try probe.header(tensor)
        #expect(type == 1)
        #expect(shape == [2, 3])
      }
    },
    "ReleaseTensorTypeAndShapeInfo": { (probe) throws in
      try probe.withTensor([1], [1]) { tensor in for _ in 0..<1000 { _ = try probe.header(tensor) } }
    },
  ]

  private static let values: [String: Behaviour] = [
    "CreateTensorAsOrtValue": { (probe) throws in
      let api = probe.api
      let tensor = try api.make { api.CreateTensorAsOrtValue(probe.library.allocator, [2, 3], 2, 11, $0) }
      defer { api.ReleaseValue(tensor) }
      let (type, shape) = try probe.header(tensor)
      #expect(type == 11, "double")
      #expect(shape == [2, 3])
    },
    "CreateTensorWithDataAsOrtValue": { (probe) throws in
      var floats: [Float] = [1, 2, 3]
      try floats.withUnsafeMutableBytes { bytes in
        let api = probe.api
        let tensor = try api.make {
          api.CreateTensorWithDataAsOrtValue(probe.library.memory, bytes.baseAddress, 12, [3], 1, 1, $0)
        }
        defer { api.ReleaseValue(tensor) }
        var data: UnsafeMutableRawPointer?
        try api.check(api.GetTensorMutableData(tensor, &data))
        #expect(data == bytes.baseAddress, "not copied")
      }
    },
    "GetTensorMutableData": { (probe) throws in
      try probe.withTensor([7, 8], [2]) { (tensor) throws in
        var data: UnsafeMutableRawPointer?
        try probe.api.check(probe.api.GetTensorMutableData(tensor, &data))
        data?.storeBytes(of: 9, as: Float.self)
        #expect(try probe.floats(tensor, count: 2) == [9, 8])
      }
    },
    "ReleaseValue": { (probe) throws in
      for _ in 0..<1000 { try probe.withTensor([1], [1]) { _ in } }
    },
    "GetResizedStringTensorElementBuffer": { (probe) throws in
      try probe.withStrings(["zero\0byte", ""]) { (tensor) throws in
        #expect(try probe.api.count { probe.api.GetStringTensorDataLength(tensor, $0) } == 9)
      }
    },
    "GetStringTensorDataLength": { (probe) throws in
      try probe.withStrings(["ab", "", "cde"]) { (tensor) throws in
        #expect(try probe.api.count { probe.api.GetStringTensorDataLength(tensor, $0) } == 5)
      }
    },
    "GetStringTensorContent": { (probe) throws in
      try probe.withStrings(["ab", "", "cde"]) { (tensor) throws in
        var bytes = [UInt8](repeating: 0, count: 5)
        var offsets = [9, 9, 9]
        try probe.api.check(probe.api.GetStringTensorContent(tensor, &bytes, 5, &offsets, 3))
        #expect(String(decoding: bytes, as: UTF8.self) == "abcde")
        #expect(offsets == [0, 2, 2])
      }
    },
  ]

  /// The nodes of `dense`, each by its name, with provider and operator.
  private static func assigned(_ probe: SlotProbe) throws -> [ONNXSession.AssignedNode] {
    let session = try RuntimeModels.session("dense") {
      $0.options.graphOptimization = .nothing
      $0.config["session.record_ep_graph_assignment_info"] = "1"
    }
    return try #require(try session.assignedNodes())
  }

  private static let inspection: [String: Behaviour] = [
    "EnableProfiling": { (probe) throws in
      let folder = try ScratchFolder()
      let session = try RuntimeModels.session("dense") { $0.profilePrefix = "\(folder.path)/profile" }
      _ = try session.endProfiling()
      #expect(try SlotProbe.file("profile", in: folder).range(of: Data("model_loading_uri".utf8)) != nil)
    },
    "SessionEndProfiling": { (probe) throws in
      let folder = try ScratchFolder()
      let session = try RuntimeModels.session("dense") { $0.profilePrefix = "\(folder.path)/profile" }
      #expect(try session.endProfiling().path(percentEncoded: false).hasPrefix("\(folder.path)/profile"))
    },
    "Session_GetEpGraphAssignmentInfo": { (probe) throws in #expect(try assigned(probe).count == 2) },
    "EpAssignedSubgraph_GetEpName": { (probe) throws in
      #expect(try assigned(probe).allSatisfy { $0.provider == "CPUExecutionProvider" })
    },
    "EpAssignedSubgraph_GetNodes": { (probe) throws in #expect(Set(try assigned(probe)).count == 2) },
    "EpAssignedNode_GetName": { (probe) throws in
      #expect(Set(try assigned(probe).map(\.name)) == ["multiply", "add"])
    },
    "EpAssignedNode_GetOperatorType": { (probe) throws in
      #expect(Set(try assigned(probe).map(\.operatorType)) == ["MatMul", "Add"])
    },
  ]
}
