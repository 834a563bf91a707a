import Foundation
import NetWeightCore
import Testing

@Suite struct BaselineFileTests {
  @Test func `a baseline is written the same way each time, for a diff`() async throws {
    let folder = try TemporaryFolder()
    let url = folder.workspace.baselines("digits").appending(path: "int8.json")
    let example = try await Baseline.example()
    try BaselineFile.write(example, to: url)
    let text = try #require(folder.text("Baselines/digits/int8.json"))
    #expect(text == Baseline.exampleText)
    let again = try #require(try BaselineFile.read(url))
    #expect(again == example)
    try BaselineFile.write(again, to: url)
    #expect(folder.text("Baselines/digits/int8.json") == text)
  }

  @Test func `no file is no error`() throws {
    let folder = try TemporaryFolder()
    #expect(try BaselineFile.read(folder.url.appending(path: "Baselines/digits/int8.json")) == nil)
  }

  @Test(arguments: [
    ("\"samples\" : 10,", "\"samples\" : \"10\",", ":86", "\"quality.gold.samples\" is not a whole number"),
    ("      \"samples\" : 10,\n", "", ":60", "\"quality.gold.samples\" is missing"),
    (
      "\"10:fe8\"", "\"11:fe8\"", ":76",
      "\"quality.gold.metrics\": the 11 answers of accuracy are not the 10 of \"samples\""
    ),
    ("\"10:fe8\"", "\"13:fe8\"", ":78", "\"quality.gold.metrics.accuracy.correct\": \(digits)"),
    ("\"10:fe8\"", "\"-1:\"", ":78", "\"quality.gold.metrics.accuracy.correct\": \(digits)"),
    (
      "\"10:fe8\"", "\"9223372036854775807:f\"", ":78", "\"quality.gold.metrics.accuracy.correct\": \(digits)"
    ),
    ("\"10:fe8\"", "\"10:fx8\"", ":78", "\"quality.gold.metrics.accuracy.correct\": \(digits)"),
    ("\"10:fe8\"", "\"fe8\"", ":78", "\"quality.gold.metrics.accuracy.correct\": \(digits)"),
    ("\"10:fe8\"", "1", ":78", "\"quality.gold.metrics.accuracy.correct\" is not a string"),
    ("  \"provenance\" : {", "  \"provenance\" : [", ":44", "is not valid JSON"),
    ("  \"quality\" : {", "<<<<<<< HEAD\n  \"quality\" : {", ":59", "has conflict markers of a merge"),
    ("  \"schema\" : 1\n", "  \"schema\" : 1\n=======\n", ":91", "is not valid JSON"),
  ])
  func `damage is named with line and key`(
    part: String, replacement: String, line: String, problem: String
  ) throws {
    let text = Baseline.exampleText
    try #require(text.contains(part))
    try expect(
      reading: text.replacing(part, with: replacement),
      message: "\(line): \(problem). Next: restore it with `git checkout -- Baselines/digits/int8.json`, "
        + "or delete it and accept a new one.")
  }

  private static let digits = "expected a count, a colon and one hexadecimal digit for four answers"

  @Test(arguments: [
    (2, "update NetWeight to the version that wrote it"), (0, "restore the file from git"),
  ])
  func `another schema is told whatever else is in the file`(schema: Int, next: String) throws {
    try expect(
      reading: "{\"schema\": \(schema), \"figures\": []}",
      message: ": has schema \(schema), this version of NetWeight reads 1. Next: \(next).")
  }

  @Test(arguments: ["", " \n\n"])
  func `an empty file is told to be empty`(text: String) throws {
    try expect(
      reading: text,
      message: ":1: is empty. Next: restore it with `git checkout -- Baselines/digits/int8.json`, "
        + "or delete it and accept a new one.")
  }

  @Test func `wherever a file is cut off, it is told to end too early`() throws {
    let text = Baseline.exampleText
    // Without its last newline it is still whole.
    for length in stride(from: 1, to: text.count - 1, by: 13) {
      let cut = String(text.prefix(length))
      let line = cut.trimmingCharacters(in: .whitespacesAndNewlines).count { $0 == "\n" } + 1
      try expect(
        reading: cut,
        message: ":\(line): is not valid JSON: it ends too early. Next: restore it with "
          + "`git checkout -- Baselines/digits/int8.json`, or delete it and accept a new one.")
    }
  }

  @Test func `a damaged proposal is not in git`() throws {
    try expect(
      reading: "{", from: "int8.json.new",
      message: ":1: is not valid JSON: it ends too early. "
        + "Next: delete it and run the tests again, which proposes anew.")
  }

  @Test func `a folder in the place of the file is no missing baseline`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "Baselines/digits/int8.json/x")
    let url = folder.url.appending(path: "Baselines/digits/int8.json")
    let error = #expect(throws: BaselineError.self) { try BaselineFile.read(url) }
    #expect(error?.file == "Baselines/digits/int8.json")
    #expect(error?.next == "check its permissions")
    let example = try await Baseline.example()
    let onWriting = #expect(throws: BaselineError.self) { try BaselineFile.write(example, to: url) }
    #expect(onWriting?.next == "make its folder writable and run again")
  }

  @Test func `bits survive in any number`() throws {
    var generator = SeededGenerator(seed: 16)
    for count in 0..<40 {
      let bits = BitString((0..<count).map { _ in Bool.random(using: &generator) })
      #expect(try bits.throughJSON() == bits)
    }
    let text = String(
      decoding: try JSONEncoder().encode(BitString([true, true, true, false, true])), as: UTF8.self)
    #expect(text == "\"5:e8\"")
  }

  private func expect(
    reading text: String, from name: String = "int8.json", message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder()
    let url = try folder.write(text, to: "Baselines/digits/\(name)")
    let error = #expect(throws: BaselineError.self, sourceLocation: sourceLocation) {
      try BaselineFile.read(url)
    }
    #expect(error?.description == "Baselines/digits/\(name)\(message)", sourceLocation: sourceLocation)
  }
}
