package import COpenVINO
package import Foundation
package import NetWeightCore

/// OpenVINO as it was found on this machine: loaded once, and never unloaded.
///
/// It is looked for where `OPENVINO_DYLIB_PATH` says and nowhere else; else in Python's environments (the active one, then
/// `.venv` and `venv` in the package and every folder above), in the loader's own places and in those of Homebrew and
/// Intel's archives.
public final class OpenVINOLibrary: Sendable {
  /// The library of this process, which is looked for when it is first asked for.
  /// - Throws: ``RuntimeMissing`` with every place that was tried.
  public static var shared: OpenVINOLibrary {
    get throws(RuntimeMissing) { try found.get() }
  }

  private static let found: Result<OpenVINOLibrary, RuntimeMissing> = Result { () throws(RuntimeMissing) in
    try search(environment: ProcessInfo.processInfo.environment, folders: RuntimeSearch.standardFolders)
  }

  /// The file, or the name by which the loader found it.
  public let path: String
  /// As it says itself: `2026.4.1`.
  public let version: String

  package let api: nw_ov_api
  // Set once; takes calls from any thread.
  package nonisolated(unsafe) let core: OpaquePointer

  /// Loads a library.
  /// - Parameter path: a file, or a name that the loader knows.
  init(at path: String) throws(RuntimeSearch.Refusal) {
    var problem: UnsafeMutablePointer<CChar>?
    guard let api = nw_ov_load(path, &problem)?.pointee else {
      defer { free(problem) }
      throw RuntimeSearch.Refusal(loading: path, problem.map { String(cString: $0) })
    }
    self.api = api
    self.path = path
    version = try Self.version(of: api)
    var copy = api
    if let missing = nw_ov_missing(&copy) {
      throw .init(
        problem: "it says that it is OpenVINO \(version), and has no function \(String(cString: missing))")
    }
    do throws(OpenVINOFailure) { core = try api.make { api.core_create($0) } } catch {
      throw .init(problem: "it is OpenVINO \(version) and cannot be started: \(error.message)")
    }
  }

  /// The devices that models can run on: `CPU`, `GPU.0`. Loads the plugins of all.
  /// - Throws: ``OpenVINOFailure``.
  package func devices() throws(OpenVINOFailure) -> [String] {
    var devices = nw_ov_devices()
    try api.check(api.core_get_available_devices(core, &devices))
    defer { api.available_devices_free(&devices) }
    return (0..<devices.count).compactMap { devices.names?[$0].map { String(cString: $0) } }
  }

  /// Loads what runs a device's models, unless it is loaded.
  /// - Throws: ``OpenVINOFailure``.
  func loadPlugin(of device: String) throws(OpenVINOFailure) {
    _ = try api.ownText { api.core_get_property(core, device, "FULL_DEVICE_NAME", $0) }
  }

  /// The version of a library, if it is one that is supported.
  private static func version(of api: nw_ov_api) throws(RuntimeSearch.Refusal) -> String {
    var told = nw_ov_version()
    guard api.get_openvino_version(&told) == CInt(NW_OV_OK) else {
      throw .init(problem: "it does not say its version")
    }
    defer { api.version_free(&told) }
    let build = told.build.map { String(cString: $0) } ?? ""
    let version = String(build.prefix { $0 != "-" })
    let parts = version.split(separator: ".").map { Int($0) }
    guard parts.count >= 2, let year = parts[0], let release = parts[1] else {
      throw .init(problem: "it gives its version as '\(build)', expected one as \(oldest).0")
    }
    let first = (NW_OV_OLDEST_YEAR, NW_OV_OLDEST_RELEASE)
    guard (year, release) >= first else {
      throw .init(problem: "it is OpenVINO \(version), which is older than \(oldest)")
    }
    return version
  }

  private static let oldest = "\(NW_OV_OLDEST_YEAR).\(NW_OV_OLDEST_RELEASE)"

  private static let runtime = RuntimeSearch.Runtime(
    "OpenVINO", oldest: oldest, variable: "OPENVINO_DYLIB_PATH", package: "openvino",
    folder: "openvino/libs", library: "libopenvino_c")

  /// The first library that can be used.
  /// - Throws: ``RuntimeMissing`` with all that was tried.
  package static func search(
    environment: [String: String], folders: [URL], names: [String] = systemNames
  ) throws(RuntimeMissing) -> OpenVINOLibrary {
    let search = RuntimeSearch(runtime, environment: environment, folders: folders, names: names)
    return try search.library { path throws(RuntimeSearch.Refusal) in try OpenVINOLibrary(at: path) }
  }

  #if canImport(Darwin)
    // not run on macOS
    package static let systemNames = [
      "libopenvino_c.dylib", "/opt/homebrew/lib/libopenvino_c.dylib", "/usr/local/lib/libopenvino_c.dylib",
    ]
  #else
    package static let systemNames = [
      "libopenvino_c.so", "/usr/local/lib/libopenvino_c.so",
      "/opt/intel/openvino/runtime/lib/intel64/libopenvino_c.so",
      "/home/linuxbrew/.linuxbrew/lib/libopenvino_c.so",
    ]
  #endif
}
