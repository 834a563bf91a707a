import Foundation
import PackagePlugin

/// `swift package netweight …` builds and runs the tool of that name on the package that it was called in.
///
/// The tool is built here, and not as a dependency of the plugin: SwiftPM looks for such a tool by the name of its
/// target and finds no product of that name, and it would build all of it a second time for the host. This way it
/// is the same release build as that of `swift run -c release netweight`.
///
/// It declares no permission to write: SwiftPM would then ask before every verb, `status` too, and refuse where
/// nobody can answer. Where plugins run in a sandbox (macOS), `accept`, `reject` and `report` need
/// `--allow-writing-to-package-directory`, or `swift run netweight`, which does the same without a plugin.
@main
struct NetWeightPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    // Its `swift test` would wait for the lock of the `swift package` that waits for it.
    guard arguments.first != "record" else {
      Diagnostics.error(
        "a plugin cannot run tests. Next: swift run netweight \(arguments.joined(separator: " "))")
      return
    }
    guard let executable = try build() else { return }
    let tool = Process()
    tool.executableURL = executable
    tool.arguments = ["--root", context.package.directoryURL.path(percentEncoded: false)] + arguments
    try tool.run()
    tool.waitUntilExit()
    // SwiftPM exits with 1 for every error of a plugin, so 3 (inconclusive) and 64 (usage) arrive as 1, and only
    // this line tells them apart.
    if tool.terminationReason != .exit || tool.terminationStatus != 0 {
      Diagnostics.error("netweight ended with status \(tool.terminationStatus)")
    }
  }

  /// The built tool; nil, and an error that fails the command, when it does not build.
  private func build() throws -> URL? {
    Diagnostics.progress("Building netweight")
    let result = try packageManager.build(.product("netweight"), parameters: .init(configuration: .release))
    let executable = result.builtArtifacts.first { $0.kind == .executable }
    if !result.succeeded || executable == nil {
      Diagnostics.error("netweight does not build. Next: swift build --product netweight\n\(result.logText)")
      return nil
    }
    return executable?.url
  }
}
