import Foundation
import PackagePlugin

/// `swift package netweight …` runs the tool of the same name on the package that it was called in.
///
/// It declares no permission to write: SwiftPM would then ask before every verb, `status` too, and refuse where
/// nobody can answer. Where plugins run in a sandbox (macOS), `accept`, `reject` and `report` need
/// `--allow-writing-to-package-directory`, or `swift run netweight`, which does the same without a plugin.
@main
struct NetWeightPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let tool = Process()
    tool.executableURL = try context.tool(named: "netweight").url
    tool.arguments = ["--root", context.package.directoryURL.path(percentEncoded: false)] + arguments
    try tool.run()
    tool.waitUntilExit()
    // SwiftPM exits with 1 for every error of a plugin, so 3 (inconclusive) and 64 (usage) arrive as 1, and only
    // this line tells them apart.
    if tool.terminationReason != .exit || tool.terminationStatus != 0 {
      Diagnostics.error("netweight ended with status \(tool.terminationStatus)")
    }
  }
}
