import Foundation
import NetWeightCore
import Testing

@Suite struct GoldSetTests {
  private let package: TemporaryPackage
  private var folder: URL { package.workspace.goldSet("numbers") }

  init() throws {
    package = try TemporaryPackage()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("gold.jsonl", samples(40))
    try write("train.jsonl", samples(3))
    try writeManifest()
  }

  private func samples(_ count: Int) -> String {
    (0..<count).map { index in
      #"{"id":"s\#(index)","input":[\#(index)],"label":\#(index % 2),"slices":["\#(index < 10 ? "few" : "many")"]}"#
        + "\n"
    }.joined()
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func writeManifest() throws {
    var files: [String: Manifest.File] = [:]
    for name in ["gold.jsonl", "train.jsonl"] {
      files[name] = try Manifest.describe(folder.appending(path: name))
    }
    let manifest = Manifest(
      name: "numbers", origin: "counted", licence: "CC0-1.0", attribution: "", made: "by hand",
      inputShape: [1], classes: 2, preprocessing: "halved-1", files: files)
    try JSONEncoder().encode(manifest).write(to: folder.appending(path: Manifest.fileName))
  }

  @Test func validSetsSayWhatWasChecked() async throws {
    let run = try await ToolRun("goldset", "validate", in: package)
    #expect(run.code == 0)
    #expect(run.messages == "")
    #expect(
      run.output == """
        numbers/gold.jsonl: 40 samples in 2 slices are as the manifest says
        numbers/train.jsonl: 3 samples by their SHA-256

        """)
  }

  @Test func damageIsNamedWithItsLineAndTheOtherFilesAreStillChecked() async throws {
    try write("gold.jsonl", samples(39) + #"{"id":"s0","input":[1],"label":0}"# + "\n")
    try writeManifest()
    let run = try await ToolRun("goldset", "validate", "numbers", in: package)
    #expect(run.code == 1)
    #expect(run.output == "numbers/train.jsonl: 3 samples by their SHA-256\n")
    #expect(
      run.messages
        == "GoldSets/numbers/gold.jsonl:40: id \"s0\" is used before, in line 1. Next: give each sample its own id.\n"
    )
  }

  @Test func aChangedFileThatNoGateReadsIsSeenToo() async throws {
    try write("train.jsonl", samples(4))
    let run = try await ToolRun("goldset", "validate", in: package)
    #expect(run.code == 1)
    #expect(
      run.messages.hasPrefix(
        "GoldSets/numbers/train.jsonl: is not the file that the manifest describes. Next: "))
  }

  @Test func describesWhatASetCanSee() async throws {
    let run = try await ToolRun("goldset", "describe", in: package)
    #expect(run.code == 0)
    #expect(
      run.output.hasPrefix("numbers: counted, CC0-1.0\ninput [1], 2 classes, preprocessing 'halved-1'\n\n"))
    #expect(run.output.contains("numbers/gold: 40 samples, classes 20 20\nSlice Samples Sees a drop from\n"))
    #expect(run.output.contains("\nfew   10      "))
  }

  @Test func hashPrintsWhatTheManifestHasToSay() async throws {
    let run = try await ToolRun("goldset", "hash", in: package)
    let printed = try JSONDecoder().decode([String: Manifest.File].self, from: Data(run.output.utf8))
    #expect(printed == (try Manifest(readingFrom: folder)).files)
  }

  @Test func unknownSetListsTheOnesThereAre() async throws {
    let run = try await ToolRun("goldset", "validate", "digits", in: package)
    #expect(run.code == 64)
    #expect(run.messages.hasPrefix("Error: There is no set 'digits'. The sets are: numbers.\n"))
  }
}
