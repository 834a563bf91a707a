import CONNXRuntime
package import Foundation
package import NetWeightCore

/// Where ONNX Runtime is looked for: what `ORT_DYLIB_PATH` names and nothing else, or all places of ``RuntimeSearch``.
package struct LibrarySearch: Sendable {
  /// The variable that overrides the search: that of `ort`, ONNX Runtime's binding for Rust.
  package static let variable = "ORT_DYLIB_PATH"

  private static let runtime = RuntimeSearch.Runtime(
    "ONNX Runtime", oldest: "1.\(NW_ORT_OLDEST)", variable: variable, package: "onnxruntime",
    folder: "onnxruntime/capi", library: "libonnxruntime")

  private let search: RuntimeSearch

  /// Describes a search; nothing is looked for yet.
  package init(environment: [String: String], folders: [URL], names: [String] = Self.systemNames) {
    search = RuntimeSearch(Self.runtime, environment: environment, folders: folders, names: names)
  }

  /// From the environment and the folders of this process.
  static let standard = LibrarySearch(
    environment: ProcessInfo.processInfo.environment, folders: RuntimeSearch.standardFolders)

  /// The first library that can be used.
  /// - Throws: ``RuntimeMissing`` with all that was tried.
  package func library() throws(RuntimeMissing) -> ONNXRuntimeLibrary {
    try search.library { path throws(RuntimeSearch.Refusal) in try ONNXRuntimeLibrary(at: path) }
  }

  #if canImport(Darwin)
    // not run on macOS
    package static let systemNames = [
      "libonnxruntime.dylib", "/opt/homebrew/lib/libonnxruntime.dylib", "/usr/local/lib/libonnxruntime.dylib",
    ]
  #else
    package static let systemNames = [
      "libonnxruntime.so.1", "libonnxruntime.so", "/usr/local/lib/libonnxruntime.so.1",
      "/usr/local/lib/libonnxruntime.so", "/home/linuxbrew/.linuxbrew/lib/libonnxruntime.so",
    ]
  #endif
}
