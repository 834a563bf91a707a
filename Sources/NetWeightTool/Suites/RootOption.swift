import ArgumentParser
import Foundation
import NetWeightCore

/// The package whose `Baselines` and `Reports` are meant.
struct RootOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The package's folder.",
      discussion:
        "Default: $NETWEIGHT_ROOT, else the nearest folder with a Package.swift, from here upwards.",
      valueName: "folder"))
  var root: String?

  func validate() throws {
    guard let root else { return }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
      throw ValidationError(
        "--root \(root) is not a folder. Give the folder that holds Baselines and Reports.")
    }
  }

  var workspace: Workspace {
    if let root { return Workspace(root: URL(filePath: root, directoryHint: .isDirectory)) }
    return Self.here
  }

  /// The start of a command that a reader can paste. The folder is only said where it would not be found.
  func command(_ verb: String) -> String {
    let isFound = workspace.root.pathComponents == Self.here.root.pathComponents
    return "swift run netweight \(verb)" + (isFound ? "" : root.map { " --root '\($0)'" } ?? "")
  }

  /// The workspace looks upwards from a file, here from any in the current folder.
  private static var here: Workspace {
    Workspace(containing: FileManager.default.currentDirectoryPath + "/any")
  }
}
