import Foundation
import NetWeight
import NetWeightCore
import NetWeightONNX

/// A model of the digits that ONNX Runtime's own tools compressed, as `fixtures.json` tells of it.
struct ONNXFixture: Decodable, Sendable, CustomTestStringConvertible {
  /// How it is run, where that is not as ONNX Runtime does by itself.
  struct Session: Decodable {
    var optimization: String?
    var providers: [String]?
  }

  var name: String
  var file: String
  /// The file that it was compressed from.
  var reference: String
  var meant: NumericFormat
  var session: Session?
  /// The layers of each kind of finding that a check has to name; none of a healthy one.
  var findings: [String: [String]]

  var testDescription: String { name }

  private static let folder = Workspace(containing: #filePath).root.appending(
    path: "Tests/NetWeightONNXTests/Fixtures")

  static func all() throws -> [ONNXFixture] {
    struct Manifest: Decodable { var fixtures: [ONNXFixture] }
    let data = try Data(contentsOf: folder.appending(path: "fixtures.json"))
    return try JSONDecoder().decode(Manifest.self, from: data).fixtures
  }

  /// One thread and one sample, as on a phone's core.
  var variant: ONNXVariant {
    var options = ONNXOptions(threads: 1)
    if session?.optimization == "disabled" { options.graphOptimization = .nothing }
    if let providers = session?.providers { options.providers = providers.map { ExecutionProvider($0) } }
    return ONNXVariant(name, at: Self.folder.appending(path: file), format: meant, options: options)
  }

  var referenceVariant: ONNXVariant {
    let name = "\(reference.dropLast(".onnx".count))"
    return Self.model(name, .fp32)
  }

  static let mlp = model("mlp-fp32", .fp32)

  static func model(_ name: String, _ format: NumericFormat) -> ONNXVariant {
    ONNXVariant(
      name, at: folder.appending(path: "\(name).onnx"), format: format, options: ONNXOptions(threads: 1))
  }
}
