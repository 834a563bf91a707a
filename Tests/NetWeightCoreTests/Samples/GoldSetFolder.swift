import Foundation
import NetWeightCore
import Testing

/// A folder with a gold set of two samples of two elements, good but for what a test changes.
struct GoldSetFolder {
  static let good = [
    #"{"id":"a","input":[0.5,1],"label":0,"slices":["thin"]}"#,
    #"{"group":"g","id":"b","input":[1,0],"label":1}"#,
  ]
  let root: TemporaryFolder
  let url: URL

  init(
    lines: String = good.joined(separator: "\n") + "\n", sha256: String? = nil, count: Int = 2,
    preprocessing: String = "none", manifest: (String) -> String = { $0 }
  ) throws {
    root = try TemporaryFolder()
    url = root.workspace.goldSet("tiny")
    try root.write(lines, to: "GoldSets/tiny/gold.jsonl")
    let text = """
      {
        "attribution": "",
        "classes": 2,
        "files": {
          "gold.jsonl": {
            "samples": \(count),
            "sha256": "\(sha256 ?? Digest.hexadecimal(of: Data(lines.utf8)))"
          }
        },
        "inputShape": [2],
        "licence": "CC0-1.0",
        "made": "by hand",
        "name": "tiny",
        "origin": "a test",
        "preprocessing": "\(preprocessing)",
        "schema": 1
      }

      """
    try root.write(manifest(text), to: "GoldSets/tiny/manifest.json")
  }

  @discardableResult
  func read(preprocessing: Preprocessing = .none) throws -> SampleSet {
    try SampleSet(.gold, folder: url, preprocessing: preprocessing)
  }
}

/// Expects that the body throws an error with exactly this message.
func expect<Result>(
  message: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Result
) {
  do {
    _ = try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch {
    #expect("\(error)" == message, sourceLocation: sourceLocation)
  }
}
