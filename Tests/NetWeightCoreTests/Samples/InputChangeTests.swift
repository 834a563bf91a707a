import Foundation
import NetWeightCore
import Testing

@Suite struct InputChangeTests {
  private func fingerprint(_ inputs: [[Float]]) throws -> InputFingerprint {
    let samples = inputs.enumerated().map { Sample(id: "s\($0)", input: Tensor(vector: $1), label: 0) }
    return try InputFingerprint(
      of: SampleSet(
        name: "digits/gold", kind: .gold, sha256: "5e7", preprocessing: "none", classes: 2, samples: samples))
  }

  private static let inputs = (0..<200).map { index in (0..<4).map { Float(10 * index + $0) } }

  /// The change when one element is another one.
  private func change(
    of inputs: [[Float]] = inputs, sample: Int, element: Int, to value: Float
  ) throws -> InputFingerprint.Change? {
    var changed = inputs
    changed[sample][element] = value
    return try fingerprint(changed).change(since: fingerprint(inputs))
  }

  @Test func `the same inputs have not changed`() throws {
    #expect(try fingerprint(Self.inputs).change(since: fingerprint(Self.inputs)) == nil)
  }

  @Test(arguments: [0, 5, 7]) func `one element of the first samples is named with both values`(sample: Int)
    throws
  {
    let change = try #require(try change(sample: sample, element: 2, to: -1))
    #expect(change.sample == sample)
    #expect(change.differing == 1)
    #expect(change.runs == 200)
    let element = try #require(change.element)
    #expect(element.index == 2)
    #expect(element.old == Float(10 * sample + 2))
    #expect(element.new == -1)
  }

  @Test(arguments: [8, 100, 199]) func `of later samples the sample is named`(sample: Int) throws {
    let change = try #require(try change(sample: sample, element: 3, to: -1))
    #expect(change.sample == sample)
    #expect(change.differing == 1)
    #expect(change.element == nil)
  }

  @Test func `an element beyond those that are kept is seen and not named`() throws {
    let inputs = [[Float](repeating: 1, count: 5_000), [1]]
    #expect(try change(of: inputs, sample: 0, element: 4_095, to: 2)?.element?.index == 4_095)
    let later = try #require(try change(of: inputs, sample: 0, element: 4_096, to: 2))
    #expect(later.sample == 0)
    #expect(later.element == nil)
    #expect(try change(of: inputs, sample: 1, element: 0, to: 2)?.element == nil)
  }

  @Test func `bits count: signs of zero and the payload of NaN`() throws {
    var inputs = Self.inputs
    inputs[1] = [0, Float(bitPattern: 0x7FC0_0000), .infinity, 1]
    #expect(try change(of: inputs, sample: 1, element: 0, to: -0.0)?.element?.index == 0)
    let payload = try change(of: inputs, sample: 1, element: 1, to: Float(bitPattern: 0x7FC0_0001))
    #expect(payload?.element?.index == 1)
    #expect(payload?.element?.new.bitPattern == 0x7FC0_0001)
  }

  @Test func `another preprocessing changes every sample`() throws {
    let change = try fingerprint(Self.inputs.map { $0.map { $0 + 1 } }).change(
      since: fingerprint(Self.inputs))
    #expect(change?.differing == 200)
    #expect(change?.sample == 0)
  }

  @Test func `another shape of the same elements is a change`() throws {
    let (flat, tall) = (
      Sample(id: "a", input: try Tensor(shape: [4], scalars: [1, 2, 3, 4]), label: 0),
      Sample(id: "a", input: try Tensor(shape: [2, 2], scalars: [1, 2, 3, 4]), label: 0)
    )
    let fingerprints = try [flat, tall].map { sample in
      try InputFingerprint(
        of: SampleSet(
          name: "a", kind: .gold, sha256: "", preprocessing: "none", classes: 2, samples: [sample]))
    }
    let change = try #require(fingerprints[0].change(since: fingerprints[1]))
    #expect(change.sample == 0)
    #expect(change.element == nil)
  }

  @Test func `of more than ten thousand samples the run is told`() throws {
    let inputs = (0..<10_001).map { [Float($0)] }
    let found = try fingerprint(inputs)
    #expect(found.runLength == 2)
    #expect(found.runs.count == 4 * 5_001)
    let change = try #require(try change(of: inputs, sample: 9_001, element: 0, to: -1))
    #expect(change.sample == 9_000)
    #expect(change.differing == 1)
    #expect(change.runs == 5_001)
    #expect(change.element == nil)
    #expect(try self.change(of: inputs, sample: 10_000, element: 0, to: -1)?.sample == 10_000)
  }

  @Test func `a set and its evaluation have the same fingerprint, before and after JSON`() async throws {
    let set = SampleSet.numbered(100)
    let found = try InputFingerprint(of: set)
    #expect(try await Evaluation(of: ScriptedVariant(), on: set).inputs == found)
    #expect(try found.throughJSON() == found)
  }

  @Test(arguments: ["!!!!", "", "AAAA", "AAAAAAAA AAAAA", "ä"])
  func `damaged elements in a baseline are no elements`(text: String) throws {
    var old = try fingerprint(Self.inputs)
    old.first = [text, text]
    var inputs = Self.inputs
    inputs[0][0] = 99
    let change = try #require(try fingerprint(inputs).change(since: old))
    #expect(change.sample == 0)
    #expect(change.element?.index ?? 0 == 0)
  }

  @Test(arguments: ["", "abc", "äöüß", String(repeating: "0", count: 4_000)])
  func `damaged runs in a baseline are a change and no crash`(runs: String) throws {
    var old = try fingerprint(Self.inputs)
    old.runs = runs
    old.sha256 = "?"
    old.first = []
    #expect(try fingerprint(Self.inputs).change(since: old) != nil)
    #expect(try old.change(since: fingerprint(Self.inputs)) != nil)
  }
}
