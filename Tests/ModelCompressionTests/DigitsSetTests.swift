import Foundation
import NetWeightCore
import Testing

@Suite("The checked-in digits sets")
struct DigitsSetTests {
  private let folder = workspace.goldSet("digits")

  private func manifest() throws -> Manifest {
    try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: folder.appending(path: "manifest.json")))
  }

  private func lines(_ name: String) throws -> [SampleLine] {
    try Data(contentsOf: folder.appending(path: "\(name).jsonl")).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(SampleLine.self, from: Data($0))
    }
  }

  @Test("files have the hashes and counts of the manifest")
  func hashes() throws {
    let files = try manifest().files
    #expect(
      files.mapValues(\.samples) == [
        "train.jsonl": 1097, "calibration.jsonl": 100, "gold.jsonl": 400, "hard.jsonl": 1400,
      ])
    for (name, file) in files {
      let data = try Data(contentsOf: folder.appending(path: name))
      #expect(Digest.hexadecimal(of: data) == file.sha256, "\(name)")
      #expect(data.split(separator: UInt8(ascii: "\n")).count == file.samples, "\(name)")
    }
  }

  @Test("the manifest names licence and authors")
  func attribution() throws {
    let manifest = try manifest()
    #expect(manifest.licence == "CC-BY-4.0")
    #expect(manifest.attribution.contains("E. Alpaydin, C. Kaynak"))
    #expect(manifest.attribution.contains("https://doi.org/10.24432/C50P49"))
  }

  @Test("no picture is in two of train, calibration, gold and the originals of hard")
  func disjoint() throws {
    let ids = try ["train", "calibration", "gold"].flatMap { try lines($0).map(\.id) }
    let originals = Set(try lines("hard").compactMap(\.group))
    #expect(ids.count == 1597)
    #expect(originals.count == 200)
    #expect(Set(ids).union(originals).count == 1797)
  }

  @Test("hard has each of 200 originals once in each of 7 slices")
  func hardSlices() throws {
    let slices = Dictionary(grouping: try lines("hard")) { $0.slices?.first ?? "" }
    #expect(slices.count == 7)
    for (name, members) in slices {
      #expect(Set(members.compactMap(\.group)).count == 200, "\(name)")
      #expect(members.allSatisfy { $0.id == "\($0.group ?? "")-\(name)" && $0.slices?.count == 1 })
    }
  }

  @Test("gold is tagged by digit")
  func goldSlices() throws {
    #expect(try lines("gold").allSatisfy { $0.slices == ["digit-\($0.label ?? -1)"] })
  }

  @Test(
    "inputs are whole numbers 0…16, printed as such", arguments: ["train", "calibration", "gold", "hard"])
  func wholeNumbers(name: String) throws {
    for line in try lines(name) {
      #expect(line.input.elements.count == 64)
      #expect(line.input.elements.allSatisfy { $0 >= 0 && $0 <= 16 && $0 == $0.rounded() })
    }
    let text = try String(contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
    #expect(!text.contains(".0"))
  }

  /// Inversion loses nothing, so the originals can be had back from it, and each distortion be checked anew.
  @Test("the distortions are what their names say")
  func distortions() throws {
    let hard = try lines("hard")
    let originals = Dictionary(
      uniqueKeysWithValues: hard.filter { $0.slices == ["inversion"] }.map {
        ($0.group, $0.input.elements.map { 16 - $0 })
      })
    for line in hard {
      guard let original = originals[line.group], let slice = line.slices?.first else { continue }
      switch slice {
      case "occlusion":
        let changed = original.indices.filter { line.input.elements[$0] != original[$0] }
        #expect(changed.allSatisfy { line.input.elements[$0] == 0 })
        for places in [changed.map { $0 % 8 }, changed.map { $0 / 8 }] {
          #expect((places.max() ?? 0) - (places.min() ?? 0) <= 2, "\(line.id)")
        }
      case "shift":
        let moves = [(1, 0), (-1, 0), (0, 1), (0, -1)].map { moved(original, by: $0) }
        #expect(moves.contains(line.input.elements), "\(line.id)")
      case "low-contrast":
        #expect((line.input.elements.max() ?? 0) - (line.input.elements.min() ?? 0) <= 7, "\(line.id)")
      case "blur":
        let inner = 3 * 8 + 4
        let mean = [-9, -8, -7, -1, 0, 1, 7, 8, 9].reduce(0) { $0 + original[inner + $1] } / 9
        #expect(abs(line.input.elements[inner] - mean) <= 0.51, "\(line.id)")
      default:
        #expect(line.input.elements != original, "\(line.id)")
      }
    }
  }

  private func moved(_ pixels: [Float], by move: (Int, Int)) -> [Float] {
    pixels.indices.map { index in
      let (x, y) = (index % 8 + move.0, index / 8 + move.1)
      return (0..<8).contains(x) && (0..<8).contains(y) ? pixels[y * 8 + x] : 0
    }
  }
}
