package import Foundation

/// Where the library of a runtime is looked for, in this order: what its variable names and nothing else; Python's
/// environments (the active one, then `.venv` and `venv` in the package and every folder above), which its wheel of PyPI
/// puts it in; the loader's own places; those of Homebrew and of libraries that were built here.
package struct RuntimeSearch: Sendable {
  /// A runtime, and what its library and its wheel are called.
  package struct Runtime: Sendable {
    /// `ONNX Runtime`
    let name: String
    /// The oldest version that is supported.
    let oldest: String
    /// The variable that overrides the search.
    let variable: String
    /// The wheel, by the name that it is installed by.
    let package: String
    /// Where the wheel has the library: `onnxruntime/capi`.
    let folder: String
    /// The library without its ending: `libonnxruntime`.
    let library: String

    package init(
      _ name: String, oldest: String, variable: String, package: String, folder: String, library: String
    ) {
      self.name = name
      self.oldest = oldest
      self.variable = variable
      self.package = package
      self.folder = folder
      self.library = library
    }

    fileprivate func isLibrary(_ name: String) -> Bool {
      #if canImport(Darwin)
        // not run on macOS
        name.hasPrefix("\(library).") && name.hasSuffix(".dylib")
      #else
        name.hasPrefix("\(library).so")
      #endif
    }
  }

  /// Why a library is not used.
  package struct Refusal: Error {
    package let problem: String

    package init(problem: String) { self.problem = problem }

    /// What the loader said of a path.
    package init(loading path: String, _ words: String?) {
      let words = words ?? "the loader does not say why"
      // The loader repeats what it was asked for.
      problem = words.hasPrefix("\(path): ") ? String(words.dropFirst(path.count + 2)) : words
    }
  }

  let runtime: Runtime
  let environment: [String: String]
  /// Folders from which to go up.
  let folders: [URL]
  /// Tried after all environments of Python: names that the loader knows, and files.
  let names: [String]

  /// Describes a search; nothing is looked for yet.
  package init(_ runtime: Runtime, environment: [String: String], folders: [URL], names: [String]) {
    self.runtime = runtime
    self.environment = environment
    self.folders = folders
    self.names = names
  }

  /// The folders that a search of this process starts from.
  package static let standardFolders: [URL] = {
    var folders = [FileManager.default.currentDirectoryPath]
    if let root = ProcessInfo.processInfo.environment["NETWEIGHT_ROOT"], !root.isEmpty {
      folders.append(root)
    }
    // The package that this was built in, for a test that is run from elsewhere.
    let executable = Bundle.main.executablePath ?? ""
    if let end = executable.range(of: "/.build/", options: .backwards) {
      folders.append(String(executable[..<end.lowerBound]))
    }
    return folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
  }()

  /// The first library that can be used.
  /// - Parameter open: loads the library at a path, or of a name that the loader knows.
  /// - Throws: ``RuntimeMissing`` with all that was tried.
  package func library<Library>(
    _ open: (String) throws(Refusal) -> Library
  ) throws(RuntimeMissing) -> Library {
    var attempts: [RuntimeMissing.Attempt] = []
    for place in places {
      switch place {
      case .nothing(let attempt): attempts.append(attempt)
      case .library(let path):
        do throws(Refusal) { return try open(path) } catch { attempts.append(.init(path, error.problem)) }
      }
    }
    throw RuntimeMissing("\(runtime.name) \(runtime.oldest) or newer", attempts: attempts, next: next)
  }

  private var override: String? { environment[runtime.variable].flatMap { $0.isEmpty ? nil : $0 } }

  private var next: String {
    override == nil
      ? "python3 -m venv .venv && .venv/bin/pip install \(runtime.package), or set \(runtime.variable) to the library"
      : "set \(runtime.variable) to a \(runtime.library) of \(runtime.oldest) or newer, or unset it"
  }

  private enum Place {
    case library(String)
    /// Looked at, and there is no library to load.
    case nothing(RuntimeMissing.Attempt)
  }

  private var places: [Place] {
    // A wrong path is not quietly replaced by another library.
    if let override { return [.library(override)] }
    return environments.flatMap(wheel) + names.map(Place.library)
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
  private func wheel(in environment: URL) -> [Place] {
    func nothing(_ problem: String) -> [Place] {
      [.nothing(.init(environment.path(percentEncoded: false).trimmingSuffix("/"), problem))]
    }
    let lib = environment.appending(path: "lib")
    guard Self.isFolder(environment) else { return nothing("no such folder") }
    let packages = Self.contents(of: lib).filter { $0.hasPrefix("python") }.map {
      lib.appending(path: "\($0)/site-packages")
    }
    let wheels = packages.map { $0.appending(path: runtime.folder) }.filter(Self.isFolder)
    guard !wheels.isEmpty else { return nothing("\(runtime.package) is not installed in it") }
    let libraries = wheels.flatMap { wheel in
      Self.contents(of: wheel).filter(runtime.isLibrary).map {
        wheel.appending(path: $0).path(percentEncoded: false)
      }
    }
    // Old wheels have only Python's own module.
    return libraries.isEmpty
      ? nothing("its \(runtime.package) holds no library to load, as those before \(runtime.oldest)")
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
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
