import CONNXRuntime
package import Foundation
package import NetWeightCore

/// Where ONNX Runtime is looked for, in this order: what `ORT_DYLIB_PATH` names and nothing else; Python's environments
/// (the active one, then `.venv` and `venv` in the package and every folder above), which the wheel of PyPI puts it in;
/// the loader's own places; those of Homebrew and of libraries that were built here.
package struct LibrarySearch: Sendable {
  /// The variable that overrides the search: that of `ort`, ONNX Runtime's binding for Rust.
  package static let variable = "ORT_DYLIB_PATH"

  let environment: [String: String]
  /// Folders from which to go up.
  let folders: [URL]
  /// Tried after all environments of Python: names that the loader knows, and files.
  let names: [String]

  /// Describes a search; nothing is looked for yet.
  package init(environment: [String: String], folders: [URL], names: [String] = Self.systemNames) {
    self.environment = environment
    self.folders = folders
    self.names = names
  }

  /// From the environment and the folders of this process.
  static let standard: LibrarySearch = {
    let environment = ProcessInfo.processInfo.environment
    var folders = [FileManager.default.currentDirectoryPath]
    if let root = environment["NETWEIGHT_ROOT"], !root.isEmpty { folders.append(root) }
    // The package that this was built in, for a test that is run from elsewhere.
    let executable = Bundle.main.executablePath ?? ""
    if let end = executable.range(of: "/.build/", options: .backwards) {
      folders.append(String(executable[..<end.lowerBound]))
    }
    return LibrarySearch(
      environment: environment, folders: folders.map { URL(filePath: $0, directoryHint: .isDirectory) })
  }()

  /// The first library that can be used.
  /// - Throws: ``RuntimeMissing`` with all that was tried.
  package func library() throws(RuntimeMissing) -> ONNXRuntimeLibrary { try result.get() }

  var result: Result<ONNXRuntimeLibrary, RuntimeMissing> {
    var attempts: [RuntimeMissing.Attempt] = []
    for place in places {
      switch place {
      case .nothing(let attempt): attempts.append(attempt)
      case .library(let path):
        do throws(ONNXRuntimeLibrary.Refusal) {
          return .success(try ONNXRuntimeLibrary(at: path))
        } catch {
          attempts.append(.init(path, error.problem))
        }
      }
    }
    return .failure(
      RuntimeMissing("ONNX Runtime 1.\(NW_ORT_OLDEST) or newer", attempts: attempts, next: next))
  }

  private var override: String? { environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 } }

  private var next: String {
    override == nil
      ? "python3 -m venv .venv && .venv/bin/pip install onnxruntime, or set \(Self.variable) to the library"
      : "set \(Self.variable) to a libonnxruntime of 1.\(NW_ORT_OLDEST) or newer, or unset it"
  }

  private enum Place {
    case library(String)
    /// Looked at, and there is no library to load.
    case nothing(RuntimeMissing.Attempt)
  }

  private var places: [Place] {
    // A wrong path is not quietly replaced by another library.
    if let override { return [.library(override)] }
    return environments.flatMap(Self.wheel) + names.map(Place.library)
  }

  /// Folders of Python's environments, each once.
  private var environments: [URL] {
    var found: [URL] = []
    if let active = environment["VIRTUAL_ENV"], !active.isEmpty {
      found.append(URL(filePath: active, directoryHint: .isDirectory).standardizedFileURL)
    }
    for start in folders {
      var folder = start.standardizedFileURL
      while true {
        for name in [".venv", "venv"] {
          let place = folder.appending(path: name, directoryHint: .isDirectory)
          if !found.contains(place) { found.append(place) }
        }
        guard folder.path(percentEncoded: false) != "/" else { break }
        folder = folder.deletingLastPathComponent()
      }
    }
    return found
  }

  /// The library that the wheel put into an environment, for each Python that it has.
  private static func wheel(in environment: URL) -> [Place] {
    func nothing(_ problem: String) -> [Place] {
      [.nothing(.init(environment.path(percentEncoded: false).trimmingSuffix("/"), problem))]
    }
    let lib = environment.appending(path: "lib")
    guard isFolder(environment) else { return nothing("no such folder") }
    let packages = contents(of: lib).filter { $0.hasPrefix("python") }.map {
      lib.appending(path: "\($0)/site-packages")
    }
    let wheels = packages.map { $0.appending(path: "onnxruntime/capi") }.filter(isFolder)
    guard !wheels.isEmpty else { return nothing("onnxruntime is not installed in it") }
    let libraries = wheels.flatMap { wheel in
      contents(of: wheel).filter(isLibrary).map { wheel.appending(path: $0).path(percentEncoded: false) }
    }
    // 1.18 and older have only Python's own module.
    return libraries.isEmpty
      ? nothing("its onnxruntime holds no library to load, as those before 1.\(NW_ORT_OLDEST)")
      : libraries.map(Place.library)
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// What is in a folder, newest versions first; nothing of one that cannot be read.
  private static func contents(of folder: URL) -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      return names.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
    } catch {
      // Said of the environment as a whole: nothing is installed in it.
      return []
    }
  }

  #if canImport(Darwin)
    // not run on macOS
    private static func isLibrary(_ name: String) -> Bool {
      name.hasPrefix("libonnxruntime.") && name.hasSuffix(".dylib")
    }
    package static let systemNames = [
      "libonnxruntime.dylib", "/opt/homebrew/lib/libonnxruntime.dylib", "/usr/local/lib/libonnxruntime.dylib",
    ]
  #else
    private static func isLibrary(_ name: String) -> Bool { name.hasPrefix("libonnxruntime.so") }
    package static let systemNames = [
      "libonnxruntime.so.1", "libonnxruntime.so", "/usr/local/lib/libonnxruntime.so.1",
      "/usr/local/lib/libonnxruntime.so", "/home/linuxbrew/.linuxbrew/lib/libonnxruntime.so",
    ]
  #endif
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
