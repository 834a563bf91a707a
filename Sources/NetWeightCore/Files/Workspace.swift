public import Foundation

/// The package whose gates are run: the folder that holds `GoldSets`, `Baselines` and `Reports`.
public struct Workspace: Sendable, Hashable {
  /// The folder.
  public let root: URL

  /// Names the folder.
  public init(root: URL) { self.root = root.standardizedFileURL }

  /// The nearest folder with a `Package.swift` above a source file, or what the environment's `NETWEIGHT_ROOT`
  /// says, for checkouts that were moved after they were built.
  public init(
    containing filePath: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    if let root = environment["NETWEIGHT_ROOT"], !root.isEmpty {
      self.init(root: URL(filePath: root, directoryHint: .isDirectory))
      return
    }
    var folder = URL(filePath: filePath).deletingLastPathComponent()
    while folder.path(percentEncoded: false) != "/" {
      let manifest = folder.appending(path: "Package.swift").path(percentEncoded: false)
      if FileManager.default.fileExists(atPath: manifest) {
        self.init(root: folder)
        return
      }
      folder.deleteLastPathComponent()
    }
    self.init(
      root: URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory))
  }

  /// The folder of a sample set.
  public func goldSet(_ name: String) -> URL { root.appending(components: "GoldSets", name) }

  /// The folder of a suite's baselines.
  public func baselines(_ suite: String) -> URL { root.appending(components: "Baselines", suite) }

  /// The folder of reports and of the records that they are made from.
  public var reports: URL { root.appending(path: "Reports") }

  /// A path as people know it: from the `GoldSets`, `Baselines` or `Reports` in it, else its last two parts.
  public static func shortPath(of url: URL) -> String {
    let parts = url.standardizedFileURL.pathComponents
    let start = parts.lastIndex { ["GoldSets", "Baselines", "Reports", "Models"].contains($0) }
    return parts[(start ?? max(0, parts.count - 2))...].joined(separator: "/")
  }
}
