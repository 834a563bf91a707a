import Foundation
import NetWeightCore
import Testing

@Suite struct OtherTargetsTests {
  private static func folder(_ line: String, classes: Bool = false) throws -> GoldSetFolder {
    try GoldSetFolder(lines: line + "\n", count: 1) {
      classes ? $0 : $0.replacing("  \"classes\": 2,\n", with: "")
    }
  }

  @Test(arguments: [
    (#""values":[0.5,-1]"#, Target.values([0.5, -1])),
    (#""texts":["a b","ä"]"#, .texts(["a b", "ä"])),
    (#""tokens":[3,0]"#, .tokens([3, 0])),
    (#""relevances":[0,2.5]"#, .relevances([0, 2.5])),
    (
      #""boxes":[{"left":0,"top":1,"right":2,"bottom":3,"label":4}]"#,
      .boxes([Box(left: 0, top: 1, right: 2, bottom: 3, label: 4)])
    ),
    (#""boxes":[]"#, .boxes([])),
  ])
  func `a set without classes has targets of any other kind`(text: String, target: Target) async throws {
    let set = try Self.folder(#"{"id":"a","input":[1,2],\#(text)}"#).read()
    #expect(set.classes == nil)
    #expect(try set.samples.map(\.target) == [target])
    // No accuracy is asked for where there are no labels.
    #expect(try await Evaluation(of: ScriptedVariant(), on: set).metrics.isEmpty)
  }

  private static let keys = "label, values, texts, tokens, relevances, boxes"

  @Test(arguments: [
    ("", "a expects nothing: one of \(keys) is missing. Next: correct the line or remove it."),
    (
      #","texts":["a"],"values":[1]"#,
      "a expects 2 things, of which a metric scores one. Next: keep one of \(keys)."
    ),
    (
      #","label":0"#,
      #""label" of a is 0, and the manifest does not say how many classes there are. "#
        + #"Next: write "classes" into the manifest."#
    ),
    (
      #","tokens":[0.5]"#,
      "has a number that is too large, or a fraction where a whole number has to be. "
        + "Next: correct the line or remove it."
    ),
    (#","boxes":[{"left":0}]"#, #""boxes[0].top" is missing. Next: correct the line or remove it."#),
  ])
  func `a target that cannot be scored is named`(text: String, message: String) throws {
    let folder = try Self.folder(#"{"id":"a","input":[1,2]\#(text)}"#)
    expect(message: "GoldSets/tiny/gold.jsonl:1: \(message)") { try folder.read() }
  }

  @Test func `a set with classes has labels and nothing else`() throws {
    let folder = try Self.folder(#"{"id":"a","input":[1,2],"values":[1]}"#, classes: true)
    expect(
      message:
        #"GoldSets/tiny/gold.jsonl:1: a has no "label", and the manifest says how many classes there are. "#
        + #"Next: give it a label, or take "classes" out of the manifest."#
    ) { try folder.read() }
  }
}

/// Inputs in files of their own, from the manifest to the tensor.
@Suite struct PinnedInputTests {
  private static let rows: [[Float]] = [[1, 2], [3, 4], [5, 6]]

  /// A file of NumPy's version 1 with three rows of two floats.
  private static var numPyFile: Data {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }"
    let padded = header + String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let count = padded.utf8.count
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(count & 0xFF), UInt8(count >> 8)])
      + Data(padded.utf8) + Data(rows.joined().flatMap(\.bytes))
  }

  /// A set whose samples refer to files, one of which the manifest may pin.
  private func folder(_ inputs: [String], files: [String: Data], pinning: [String: Data] = [:]) throws
    -> GoldSetFolder
  {
    let lines = inputs.enumerated().map { #"{"id":"s\#($0)","input":\#($1),"label":0}"# }
    let folder = try GoldSetFolder(lines: lines.joined(separator: "\n"), count: lines.count) { manifest in
      pinning.reduce(manifest) { text, pin in
        text.replacing(
          "\"files\": {",
          with: "\"files\": {\"\(pin.key)\": {\"sha256\": \"\(Digest.hexadecimal(of: pin.value))\"},")
      }
    }
    for (name, data) in files { try data.write(to: folder.url.appending(path: name)) }
    return folder
  }

  @Test func `rows of a NumPy file that the manifest pins are inputs in the order of the lines`() throws {
    let file = Self.numPyFile
    let folder = try folder(
      [2, 0, 1].map { #"{"file":"inputs.npy","row":\#($0)}"# }, files: ["inputs.npy": file],
      pinning: ["inputs.npy": file])
    let doubling = Preprocessing.scaled(by: 2, version: "none")
    #expect(
      try folder.read(preprocessing: doubling).samples.map(\.input.scalars) == [[10, 12], [2, 4], [6, 8]])
  }

  @Test func `bare bytes that the line pins are an input`() throws {
    let bytes = Data([7, 255])
    let input = #"{"file":"a.u8","sha256":"\#(Digest.hexadecimal(of: bytes))"}"#
    #expect(try folder([input], files: ["a.u8": bytes]).read().samples.map(\.input.scalars) == [[7, 255]])
  }

  @Test func `a file that nothing pins is refused`() throws {
    let folder = try folder([#"{"file":"a.u8"}"#], files: ["a.u8": Data([1, 2])])
    expect(
      message:
        #"GoldSets/tiny/gold.jsonl:1: "input" of s0: a.u8 is not pinned: neither the manifest nor the line "#
        + #"has its SHA-256. Next: list it under "files" in manifest.json, or give the input a "sha256"."#
    ) { try folder.read() }
  }

  @Test(arguments: [true, false])
  func `a file that is another one than it was is refused`(isInManifest: Bool) throws {
    let (before, now) = (Data([1, 2]), Data([1, 3]))
    let (was, found) = (Digest.hexadecimal(of: before), Digest.hexadecimal(of: now))
    let folder = try folder(
      [isInManifest ? #"{"file":"a.u8"}"# : #"{"file":"a.u8","sha256":"\#(was)"}"#], files: ["a.u8": now],
      pinning: isInManifest ? ["a.u8": before] : [:])
    expect(
      message: #"GoldSets/tiny/gold.jsonl:1: "input" of s0: a.u8 has SHA-256 \#(found.prefix(12))…, "#
        + "the \(isInManifest ? "manifest" : "line") says \(was.prefix(12))…. "
        + "Next: restore the file, or after an intended change write its new SHA-256 there."
    ) { try folder.read() }
  }

  @Test func `a row beyond the file is named with line and sample`() throws {
    let file = Self.numPyFile
    let folder = try folder(
      [#"{"file":"inputs.npy","row":3}"#], files: ["inputs.npy": file], pinning: ["inputs.npy": file])
    let error = #expect(throws: SampleSetError.self) { try folder.read() }
    #expect(error?.line == 1)
    #expect(error?.problem.hasPrefix("\"input\" of s0: GoldSets/tiny/inputs.npy ") == true, "\(error as Any)")
  }
}
