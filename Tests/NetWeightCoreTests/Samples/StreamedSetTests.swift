import Foundation
import NetWeightCore
import Testing

extension GoldSetFolder {
  /// More samples than are kept in memory, `s0`, `s1`, …, of alternating labels.
  static func large(
    _ count: Int = 10_050, changing lines: [Int: String] = [:], separator: String = "\n", end: String = "\n"
  ) throws -> GoldSetFolder {
    let all = (0..<count).map { index in
      lines[index] ?? #"{"id":"s\#(index)","input":[\#(index),1],"label":\#(index % 2)}"#
    }
    return try GoldSetFolder(lines: all.joined(separator: separator) + end, count: count)
  }
}

@Suite struct StreamedSetTests {
  private static let count = 10_050
  private static let ids = (0..<count).map { "s\($0)" }

  @Test func `a large set has its samples in the order of its file, however it is asked`() throws {
    let folder = try GoldSetFolder.large()
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    #expect(set.count == Self.count)
    #expect(try set.samples.map(\.id) == Self.ids)
    #expect(try set.first(3).map(\.id) == ["s0", "s1", "s2"])
    #expect(try set.first(257).map(\.id) == Array(Self.ids.prefix(257)))
    #expect(try set.first(Self.count + 5).count == Self.count)
    #expect(try set.sample(at: 10_049)?.input.scalars == [10_049, 1])
  }

  @Test(arguments: [2, count]) func `places and numbers that are none give nothing`(count: Int) throws {
    let folder = try GoldSetFolder.large(count)
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    #expect(try set.first(0).isEmpty)
    #expect(try set.first(-1).isEmpty)
    #expect(try set.sample(at: -1) == nil)
    #expect(try set.sample(at: count) == nil)
  }

  @Test func `a census of a large set counts all of it`() throws {
    let sliced = #"{"group":"g","id":"x","input":[1,1],"label":1,"slices":["tail","tail"]}"#
    let folder = try GoldSetFolder.large(changing: [10_040: sliced])
    defer { withExtendedLifetime(folder) {} }
    let census = try SetCensus(of: folder.read())
    #expect(census.samples == Self.count)
    #expect(census.labels == [0: 5_024, 1: 5_026])
    #expect(census.slices == ["tail": 1])
    #expect(census.groups == 1)
  }

  @Test func `an id that stands twice far apart is found with both lines`() async throws {
    let folder = try GoldSetFolder.large(changing: [10_040: #"{"id":"s7","input":[1,1],"label":1}"#])
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    let message =
      #"GoldSets/tiny/gold.jsonl:10041: id "s7" is used before, in line 8. Next: give each sample its own id."#
    expect(message: message) { try SetCensus(of: set) }
    await expect(message: message) { try await Evaluation(of: ScriptedVariant(), on: set) }
  }

  @Test func `an id that stands twice in memory is found when the set is evaluated`() async throws {
    let samples = try SampleSet.numbered(3).samples
    let set = SampleSet(
      name: "digits/gold", kind: .gold, sha256: "5e7", preprocessing: "none", classes: 2,
      samples: samples + samples.suffix(1))
    await expect(
      message: #"digits/gold: holds the id "s2" twice. Next: give each sample its own id."#
    ) { try await Evaluation(of: ScriptedVariant(), on: set) }
  }

  @Test func `a bad line deep in a large file is named when it is evaluated`() async throws {
    let folder = try GoldSetFolder.large(changing: [10_030: #"{"id":"x","inp"#])
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    await expect(
      message: "GoldSets/tiny/gold.jsonl:10031: is not valid JSON: it ends too early. "
        + "Next: correct the line or remove it."
    ) { try await Evaluation(of: ScriptedVariant(), on: set) }
  }

  @Test(arguments: ["cut off", "longer", "other"])
  func `a file that changes between opening and evaluation is refused`(change: String) async throws {
    let folder = try GoldSetFolder.large()
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    let file = folder.url.appending(path: "gold.jsonl")
    var text = try String(contentsOf: file, encoding: .utf8)
    switch change {
    case "cut off": text = String(text.prefix(text.count / 2))
    case "longer": text += #"{"id":"x","input":[1,1],"label":1}"# + "\n"
    default: text = text.replacing(#""id":"s9999""#, with: #""id":"t9999""#)
    }
    try Data(text.utf8).write(to: file)
    await expect(
      message: "GoldSets/tiny/gold.jsonl: was changed while it was in use. "
        + "Next: run again, and let nothing write to a set while tests read it."
    ) { try await Evaluation(of: ScriptedVariant(), on: set) }
  }

  @Test func `a file that goes away between opening and evaluation is said to be gone`() async throws {
    let folder = try GoldSetFolder.large()
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    try FileManager.default.removeItem(at: folder.url.appending(path: "gold.jsonl"))
    await expect(
      message: "GoldSets/tiny/gold.jsonl: is not there. Next: check the name of the set, or make its files."
    ) { try await Evaluation(of: ScriptedVariant(), on: set) }
  }

  @Test func `blank lines, line ends of Windows and a last line without one do no harm to a large set`()
    throws
  {
    let folder = try GoldSetFolder.large(separator: "\r\n \t\r\n", end: "")
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    #expect(set.count == Self.count)
    #expect(try set.samples.map(\.id) == Self.ids)
  }

  @Test func `a bad line is counted with the blank ones before it`() throws {
    let folder = try GoldSetFolder.large(changing: [10_030: "{"], separator: "\n\n")
    defer { withExtendedLifetime(folder) {} }
    let set = try folder.read()
    expect(
      message: "GoldSets/tiny/gold.jsonl:20061: is not valid JSON: it ends too early. "
        + "Next: correct the line or remove it."
    ) { try SetCensus(of: set) }
  }

  @Test(arguments: [262_143, 262_144, 262_145, 700_000])
  func `lines longer than a piece that is read are whole`(length: Int) throws {
    let lines = (0..<3).map { index in
      let line = #"{"group":"","id":"s\#(index)","input":[1,2],"label":0}"#
      let group = String(repeating: "g", count: length - line.utf8.count)
      return line.replacing(#""group":"""#, with: #""group":"\#(group)""#)
    }
    #expect(lines.allSatisfy { $0.utf8.count == length })
    let set = try GoldSetFolder(lines: lines.joined(separator: "\n"), count: 3).read()
    #expect(try set.samples.map(\.id) == ["s0", "s1", "s2"])
    #expect(try set.samples.allSatisfy { ($0.group?.utf8.count ?? 0) > length - 100 })
  }
}
