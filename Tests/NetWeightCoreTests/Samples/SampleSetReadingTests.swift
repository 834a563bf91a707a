import Foundation
import NetWeightCore
import Testing

@Suite struct SampleSetReadingTests {
  @Test func `a good set is read in the order of its file`() throws {
    let folder = try GoldSetFolder()
    let set = try folder.read()
    #expect(set.name == "tiny/gold")
    #expect(try set.samples.map(\.id) == ["a", "b"])
    #expect(try set.samples[0].slices == ["thin"])
    #expect(try set.samples[1].group == "g")
    #expect(try SetCensus(of: set).slices == ["thin": 1])
  }

  @Test func `empty lines and line ends of Windows do no harm`() throws {
    let set = try GoldSetFolder(lines: GoldSetFolder.good.joined(separator: "\r\n\r\n")).read()
    #expect(try set.samples.map(\.id) == ["a", "b"])
  }

  @Test(arguments: [
    (#"{"id":"b","input":[1,2]}"#, #""label" is missing. Next: correct the line or remove it."#),
    (#"{"id":"b","label":0}"#, #""input" is missing. Next: correct the line or remove it."#),
    (#"{"input":[1,2],"label":0}"#, #""id" is missing. Next: correct the line or remove it."#),
    (
      #"{"id":"b","input":[1,2],"label":"0"}"#,
      #""label" is not a whole number. Next: correct the line or remove it."#
    ),
    (
      #"{"id":"b","input":[1,"2"],"label":0}"#,
      #""input[1]" is not a number. Next: correct the line or remove it."#
    ),
    (#"{"id":"b","input":7,"label":0}"#, #""input" is not a list. Next: correct the line or remove it."#),
    ("[1, 2]", "the outermost value is not an object. Next: correct the line or remove it."),
    (#"{"id":"b","input":[1,NaN],"label":0}"#, "is not valid JSON. Next: correct the line or remove it."),
    (
      #"{"id":"b","input":[1,1e999],"label":0}"#,
      "has a number that is too large, or a fraction where a whole number has to be. "
        + "Next: correct the line or remove it."
    ),
    (#"{"id":"b","inp"#, "is not valid JSON: it ends too early. Next: correct the line or remove it."),
    ("label: 0", "is not valid JSON. Next: correct the line or remove it."),
    (
      #"{"id":"a","input":[1,2],"label":0}"#,
      #"id "a" is used before, in line 1. Next: give each sample its own id."#
    ),
    (
      #"{"id":"b","input":[1,2,3],"label":0}"#,
      #""input" of b has 3 elements, the manifest's shape [2] has 2. Next: correct the sample."#
    ),
    (
      #"{"id":"b","input":[1,2],"label":2}"#,
      #""label" of b is 2, expected 0…1. Next: correct the label."#
    ),
    (
      #"{"id":"b","input":[1,2],"label":-1}"#,
      #""label" of b is -1, expected 0…1. Next: correct the label."#
    ),
  ])
  func `a bad line is named with its key`(line: String, message: String) throws {
    let folder = try GoldSetFolder(lines: GoldSetFolder.good[0] + "\n" + line + "\n", count: 2)
    expect(message: "GoldSets/tiny/gold.jsonl:2: \(message)") { try folder.read() }
  }

  @Test func `conflict markers of a merge are named where they stand`() throws {
    let folder = try GoldSetFolder(lines: GoldSetFolder.good[0] + "\n<<<<<<< ours\n")
    expect(
      message:
        "GoldSets/tiny/gold.jsonl:2: has conflict markers of a merge. Next: correct the line or remove it."
    ) { try folder.read() }
  }

  @Test func `a preprocessing that throws is named with the sample`() throws {
    let folder = try GoldSetFolder()
    let failing = Preprocessing(version: "none") { _ in throw PlannedFailure() }
    expect(
      message: "GoldSets/tiny/gold.jsonl:1: preprocessing 'none' failed on a: out of luck. "
        + "Next: correct the preprocessing."
    ) { try folder.read(preprocessing: failing) }
  }

  @Test func `a file that was changed is refused`() throws {
    let folder = try GoldSetFolder(sha256: String(repeating: "0", count: 64))
    expect(
      message: "GoldSets/tiny/gold.jsonl: has SHA-256 bf9ffdbe9267…, the manifest says 000000000000…. "
        + "Next: restore the file, or after an intended change write its new SHA-256 into manifest.json."
    ) { try folder.read() }
  }

  @Test func `a wrong number of samples is refused`() throws {
    let folder = try GoldSetFolder(count: 3)
    expect(
      message: "GoldSets/tiny/gold.jsonl: holds 2 samples, the manifest says 3. "
        + "Next: correct \"samples\" in manifest.json."
    ) { try folder.read() }
  }

  @Test func `a file that is not there is said to be so`() throws {
    let folder = try GoldSetFolder()
    try FileManager.default.removeItem(at: folder.url.appending(path: "gold.jsonl"))
    expect(
      message: "GoldSets/tiny/gold.jsonl: is not there. Next: check the name of the set, or make its files."
    ) { try folder.read() }
  }

  @Test func `a folder that is not there is said to be so`() throws {
    let folder = try TemporaryFolder()
    expect(
      message:
        "GoldSets/tinny/manifest.json: is not there. Next: check the name of the set, or make its files."
    ) { try SampleSet(.gold, folder: folder.workspace.goldSet("tinny")) }
  }

  @Test func `a set is found from the source file of a test`() throws {
    let folder = try GoldSetFolder()
    try folder.root.write("", to: "Package.swift")
    let source = folder.root.url.appending(path: "Tests/Gates/Gates.swift").path(percentEncoded: false)
    #expect(try SampleSet.gold("tiny", filePath: source).samples.count == 2)
    expect(
      message: "GoldSets/tiny/manifest.json: does not list hard.jsonl. "
        + "Next: add it under \"files\" with its sha256 and samples."
    ) { try SampleSet.hard("tiny", filePath: source) }
  }
}
