package import CONNXRuntime
import Foundation
import NetWeightCore

/// ONNX Runtime as it was found on this machine: loaded once, with one environment, and never unloaded.
public final class ONNXRuntimeLibrary: Sendable {
  /// The library of this process, which is looked for when it is first asked for.
  /// - Throws: ``RuntimeMissing`` with every place that was tried.
  public static var shared: ONNXRuntimeLibrary {
    get throws(RuntimeMissing) { try found.get() }
  }

  private static let found = Result { () throws(RuntimeMissing) in try LibrarySearch.standard.library() }

  /// The file, or the name by which the loader found it.
  public let path: String
  /// As it says itself: `1.31.1`.
  public let version: String
  /// How it was built, as it says itself.
  public let buildInfo: String
  /// The execution providers that it was built with: `CPUExecutionProvider`.
  public let providers: [String]
  /// The version of its table that is used, which is a minor version of ONNX Runtime 1 and at most the newest that is
  /// known here. What came later is nil in ``api``.
  package let tableVersion: Int

  package var api: nw_ort_api { table.pointee }
  /// The same where it lies, for calls that cannot afford to copy it. It stays for the life of the process.
  nonisolated(unsafe) let table: UnsafePointer<nw_ort_api>
  // Set once; what they point to takes calls from any thread.
  package nonisolated(unsafe) let environment: OpaquePointer
  /// Memory that the processor reads, for tensors in Swift's own arrays.
  package nonisolated(unsafe) let memory: OpaquePointer
  package nonisolated(unsafe) let allocator: OpaquePointer

  /// Loads a library.
  /// - Parameter path: a file, or a name that the loader knows.
  init(at path: String) throws(RuntimeSearch.Refusal) {
    var problem: UnsafeMutablePointer<CChar>?
    guard let entry = nw_ort_load(path, &problem) else {
      defer { free(problem) }
      throw RuntimeSearch.Refusal(loading: path, problem.map { String(cString: $0) })
    }
    version = String(cString: entry.pointee.version())
    self.path = path
    tableVersion = try Self.tableVersion(of: version)
    guard let table = nw_ort_take_table(entry, UInt32(tableVersion)) else {
      throw RuntimeSearch.Refusal(
        problem: "it says that it is ONNX Runtime \(version), and has no table of that version")
    }
    self.table = table
    let api = table.pointee
    do throws(RuntimeFailure) {
      // What is logged is thrown as well, and said there with the model's name.
      environment = try api.make { api.CreateEnv(CInt(NW_ORT_LOG_FATAL), "netweight", $0) }
      memory = try api.make {
        api.CreateCpuMemoryInfo(CInt(NW_ORT_DEVICE_ALLOCATOR), CInt(NW_ORT_DEFAULT_MEMORY), $0)
      }
      allocator = try api.make { api.GetAllocatorWithDefaultOptions($0) }
      providers = try Self.providers(of: api)
    } catch {
      throw RuntimeSearch.Refusal(
        problem: "it is ONNX Runtime \(version) and cannot be started: \(error.message)")
    }
    buildInfo = String(cString: api.GetBuildInfoString())
  }

  /// The table to ask a version for.
  static func tableVersion(of version: String) throws(RuntimeSearch.Refusal) -> Int {
    let parts = version.split(separator: ".").map { Int($0) }
    guard parts.count >= 2, let major = parts[0], let minor = parts[1] else {
      throw RuntimeSearch.Refusal(problem: "it gives its version as '\(version)', expected one as 1.19.2")
    }
    let oldest = Int(NW_ORT_OLDEST)
    guard major == 1 else {
      throw RuntimeSearch.Refusal(
        problem: "it is ONNX Runtime \(version), and only versions 1.\(oldest) and newer of 1 are known")
    }
    guard minor >= oldest else {
      throw RuntimeSearch.Refusal(problem: "it is ONNX Runtime \(version), which is older than 1.\(oldest)")
    }
    return min(minor, Int(NW_ORT_NEWEST))
  }

  private static func providers(of api: nw_ort_api) throws(RuntimeFailure) -> [String] {
    var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var count: CInt = 0
    try api.check(api.GetAvailableProviders(&names, &count))
    let providers = (0..<Int(count)).compactMap { names?[$0].map { String(cString: $0) } }
    try api.check(api.ReleaseAvailableProviders(names, count))
    return providers
  }
}
