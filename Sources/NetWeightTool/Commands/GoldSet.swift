import ArgumentParser
import Foundation
import NetWeightCore

/// `netweight goldset`
struct GoldSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goldset",
    abstract: "Check and describe the sets of samples in GoldSets.",
    discussion: ExitCode.legend,
    subcommands: [Validate.self, Describe.self, Hash.self])

  /// Which sets, by the names of their folders.
  struct Selection: ParsableArguments {
    @OptionGroup var root: RootOption

    @Argument(help: "The folders in GoldSets. Default: all.")
    var sets: [String] = []

    /// - Throws: ValidationError naming the sets that there are.
    func folders() throws -> [URL] {
      let parent = root.workspace.root.appending(path: "GoldSets")
      let known = try names(in: parent).sorted().filter { name in
        let manifest = parent.appending(components: name, Manifest.fileName)
        return FileManager.default.fileExists(atPath: manifest.path(percentEncoded: false))
      }
      if let unknown = sets.first(where: { !known.contains($0) }) {
        throw ValidationError(
          "There is no set '\(unknown)'. \(known.isEmpty ? "GoldSets holds none." : "The sets are: \(list(known)).")"
        )
      }
      guard !known.isEmpty else {
        throw ToolError("GoldSets holds no set", next: "make GoldSets/<name>/manifest.json")
      }
      return (sets.isEmpty ? known : sets).map { root.workspace.goldSet($0) }
    }
  }

  /// `netweight goldset validate`
  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check each file of a set against its manifest, and each sample.",
      discussion: "Preprocessing is not applied: that is the test's own code.")

    @OptionGroup var selection: Selection

    func run() throws {
      var isBroken = false
      for folder in try selection.folders() {
        let manifest = try Manifest(readingFrom: folder)
        for file in manifest.files.keys.sorted() {
          do {
            print(try SetFile(file, of: manifest, in: folder).line)
          } catch let error as SampleSetError {
            // The other files are of interest too.
            warn("\(error)")
            isBroken = true
          }
        }
      }
      if isBroken { throw ExitCode.broken }
    }
  }

  /// `netweight goldset describe`
  struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show classes and slices, and from which drop on a set of that size sees one.")

    @OptionGroup var selection: Selection

    func run() throws {
      for folder in try selection.folders() {
        let manifest = try Manifest(readingFrom: folder)
        print("\(manifest.name): \(manifest.origin), \(manifest.licence)")
        print(
          "input \(manifest.inputShape), \(manifest.classes.map { "\($0) classes, " } ?? "")preprocessing '\(manifest.preprocessing)'\n"
        )
        for file in manifest.files.keys.sorted() {
          guard let census = try SetFile(file, of: manifest, in: folder).census else { continue }
          let name = "\(manifest.name)/\(file.replacing(".jsonl", with: ""))"
          print(SetText(name: name, classes: manifest.classes, census: census).text)
        }
      }
    }
  }

  /// `netweight goldset hash`
  struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what a manifest has to say of its files as they are now.",
      discussion: "Put it under \"files\" in manifest.json after an intended change.")

    @OptionGroup var selection: Selection

    func run() throws {
      for folder in try selection.folders() {
        let manifest = try Manifest(readingFrom: folder)
        let files = try manifest.files.keys.map { file in
          (file, try Manifest.describe(folder.appending(path: file)))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(Dictionary(uniqueKeysWithValues: files)), as: UTF8.self))
      }
    }
  }
}
