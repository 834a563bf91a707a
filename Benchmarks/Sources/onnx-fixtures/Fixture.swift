import Foundation
import NetWeightCore
import NetWeightONNX

/// A model of `Tests/NetWeightONNXTests/Fixtures`, as its `fixtures.json` tells of it.
struct Fixture: Decodable {
  /// How it is run, where that is not as ONNX Runtime does by itself.
  struct Session: Decodable {
    var optimization: String?
    var providers: [String]?
  }

  var name: String
  var file: String
  var reference: String
  var recipe: String
  var meant: NumericFormat
  var session: Session?
  /// What was planted.
  var findings: [String: [String]]

  static func all(in folder: URL) throws -> [Fixture] {
    struct Manifest: Decodable { var fixtures: [Fixture] }
    let data = try Data(contentsOf: folder.appending(path: "fixtures.json"))
    return try JSONDecoder().decode(Manifest.self, from: data).fixtures
  }

  func variant(in folder: URL) -> ONNXVariant {
    var options = ONNXOptions(threads: 1)
    if session?.optimization == "disabled" { options.graphOptimization = .nothing }
    if let providers = session?.providers { options.providers = providers.map { ExecutionProvider($0) } }
    return ONNXVariant(name, at: folder.appending(path: file), format: meant, options: options)
  }

  func referenceVariant(in folder: URL) -> ONNXVariant {
    ONNXVariant(
      "the reference", at: folder.appending(path: reference), format: .fp32, options: ONNXOptions(threads: 1))
  }
}
