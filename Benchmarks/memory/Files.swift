import Foundation

/// A file of bytes that are not zero, as large as weights, which the row that maps an artefact reads.
enum WeightsFile {
  static let bytes = 64_000_000

  /// Makes it, unless it is there. Beside the test binary: the parent and the processes that measure are to speak of the same
  /// artefact, and it goes with what was built.
  static func make() throws -> URL {
    let file = BuiltFile.named("netweight-memory-table.weights")
    let isThere = FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    if try !isThere || file.resourceValues(forKeys: [.fileSizeKey]).fileSize != bytes {
      let step = SIMD8<UInt8>(17, 34, 51, 68, 85, 102, 119, 136)
      try withUnsafeBytes(of: step) { pattern in
        var data = Data(capacity: bytes)
        while data.count < bytes { data.append(contentsOf: pattern) }
        try data.write(to: file, options: .atomic)
      }
    }
    return file
  }
}

/// What is built beside the test binary.
enum BuiltFile {
  #if canImport(Darwin)
    static let lateLibrary = "libLateLibrary.dylib"
  #else
    static let lateLibrary = "libLateLibrary.so"
  #endif

  static func named(_ name: String) -> URL {
    #if os(Linux)
      let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    #else
      // The bundle's Contents/MacOS/<binary>: the folder of the bundle is the one that is built into.
      let binary = Bundle.main.bundleURL
    #endif
    return binary.deletingLastPathComponent().appending(path: name)
  }
}
