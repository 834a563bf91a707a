import Foundation
import NetWeightCore
import Testing

@Suite struct ManifestTests {
  @Test(arguments: [
    ("\"schema\": 1", "\"schema\": 2", "", "has schema 2, this version of NetWeight reads 1", update),
    ("\"origin\": \"a test\",", "", ":1", "\"origin\" is missing", correct),
    ("\"classes\": 2", "\"classes\": \"two\"", ":3", "\"classes\" is not a whole number", correct),
    ("\"classes\": 2", "\"classes\": -1", ":3", "\"classes\": -1 is no number of classes", correct),
    ("[2]", "[0]", ":10", "\"inputShape\": [0] is no shape of an input", correct),
    ("[2]", "[]", ":10", "\"inputShape\": [] is no shape of an input", correct),
    (
      "[2]", "[4611686018427387904, 4]", ":10",
      "\"inputShape\": [4611686018427387904, 4] is no shape of an input", correct
    ),
    (
      "\"samples\": 2", "\"samples\": null", ":4", "\"files\": gold.jsonl has no number of \"samples\"",
      correct
    ),
    ("\"schema\": 1\n}", "\"schema\": 1\n", ":16", "is not valid JSON: it ends too early", correct),
    ("\"inputShape\"", "inputShape\"", ":10", "is not valid JSON", correct),
  ])
  func `a bad manifest is named with line and key`(
    part: String, replacement: String, line: String, problem: String, next: String
  ) throws {
    let folder = try GoldSetFolder { $0.replacing(part, with: replacement) }
    expect(message: "GoldSets/tiny/manifest.json\(line): \(problem). Next: \(next).") { try folder.read() }
  }

  private static let correct = "correct the manifest"
  private static let update = "update NetWeight, or write the manifest in schema 1"

  @Test func `a newer manifest of another layout is told by its schema`() throws {
    let folder = try GoldSetFolder { _ in "{\"schema\": 9, \"items\": []}" }
    expect(
      message: "GoldSets/tiny/manifest.json: has schema 9, this version of NetWeight reads 1. "
        + "Next: update NetWeight, or write the manifest in schema 1."
    ) { try folder.read() }
  }

  @Test func `an empty manifest is told to be empty`() throws {
    let folder = try GoldSetFolder { _ in "\n" }
    expect(message: "GoldSets/tiny/manifest.json:1: is empty. Next: correct the manifest.") {
      try folder.read()
    }
  }

  @Test func `another version of preprocessing is refused`() throws {
    let folder = try GoldSetFolder(preprocessing: "scaled-2")
    expect(
      message: "GoldSets/tiny/manifest.json: asks for preprocessing 'scaled-2', the test gives 'none'. "
        + "Next: pass the preprocessing that the set was made for, or make the set again for the new one."
    ) { try folder.read() }
    #expect(
      try folder.read(preprocessing: .scaled(by: 2, version: "scaled-2")).samples[0].input.scalars == [1, 2])
  }

  @Test func `a manifest survives writing and reading`() throws {
    let manifest = Manifest(
      name: "tiny", origin: "o", licence: "l", attribution: "a", made: "m", inputShape: [1, 2], classes: 3,
      preprocessing: "none", files: ["gold.jsonl": .init(sha256: "5e7", samples: 4)])
    #expect(try manifest.throughJSON() == manifest)
  }
}

@Suite struct InputFingerprintTests {
  @Test func `it changes with preprocessing even when the version does not`() throws {
    let folder = try GoldSetFolder()
    let stored = try folder.read()
    let scaled = try folder.read(preprocessing: .scaled(by: 2, version: "none"))
    let fingerprint = try InputFingerprint(of: stored)
    let change = try #require(try InputFingerprint(of: scaled).change(since: fingerprint))
    #expect(change.sample == 0)
    #expect(change.element?.old == 0.5 && change.element?.new == 1)
    #expect(try InputFingerprint(of: folder.read()) == fingerprint)
  }

  @Test func `it is of the tensors, not of their names`() throws {
    let three = try InputFingerprint(of: .numbered(3))
    #expect(try InputFingerprint(of: .numbered(3, slices: ["all": 0..<3])) == three)
    #expect(try InputFingerprint(of: .numbered(4)) != three)
  }

  @Test func `the same elements in another shape are another input`() throws {
    func fingerprint(_ shape: [Int]) throws -> String {
      let input = try Tensor(shape: shape, scalars: [1, 2, 3, 4, 5, 6])
      let set = SampleSet(
        name: "s", kind: .gold, sha256: "", preprocessing: "none", classes: 1,
        samples: [Sample(id: "a", input: input, label: 0)])
      return try InputFingerprint(of: set).sha256
    }
    #expect(try fingerprint([2, 3]) != fingerprint([3, 2]))
  }

  @Test func `a sample that names a slice twice is in it once`() throws {
    let sample = Sample(id: "a", input: Tensor(vector: [1]), label: 0, slices: ["thin", "thin"])
    let set = SampleSet(
      name: "s", kind: .gold, sha256: "", preprocessing: "none", classes: 1, samples: [sample])
    #expect(try SetCensus(of: set).slices == ["thin": 1])
  }
}
