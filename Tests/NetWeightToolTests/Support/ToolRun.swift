import Foundation
import Subprocess
import Testing

/// One run of the built `netweight`, in a process of its own, as a user runs it.
struct ToolRun {
  let output: String
  let messages: String
  let code: Int

  /// Runs the tool on a package.
  init(_ arguments: String..., in package: TemporaryPackage) async throws {
    try await self.init(arguments: arguments + ["--root", package.root.path(percentEncoded: false)])
  }

  /// Runs the tool without telling it a package, or in another place.
  init(
    arguments: [String], workingDirectory: URL? = nil, environment: [Environment.Key: String?] = [:]
  ) async throws {
    // A variable of whoever runs the tests must not reach the tool.
    let clean: [Environment.Key: String?] = ["NETWEIGHT_ROOT": nil]
    let result = try await run(
      .path(.init(try Self.executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(clean.merging(environment) { $1 }),
      workingDirectory: workingDirectory.map { .init($0.path(percentEncoded: false)) },
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    output = result.standardOutput
    messages = result.standardError
    guard case .exited(let code) = result.terminationStatus else {
      throw ToolCrash(status: "\(result.terminationStatus)", messages: messages)
    }
    self.code = Int(code)
  }

  /// SwiftPM puts the tool beside the test binary; on macOS the binary is inside a bundle, and that is beside it.
  private static var executable: String {
    get throws {
      #if os(Linux)
        let binary = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = URL(filePath: binary).deletingLastPathComponent()
      #else
        let bundle = try #require(Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") })
        let folder = bundle.bundleURL.deletingLastPathComponent()
      #endif
      return folder.appending(path: "netweight").path(percentEncoded: false)
    }
  }
}

/// The tool did not end by itself.
struct ToolCrash: Error {
  let status: String
  let messages: String
}
