import Foundation
import NetWeightONNX
import Testing

/// The models that Scripts/inspected-models.py writes.
enum InspectedModels {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Models/Inspected")

  static func url(_ name: String) -> URL { folder.appending(path: "\(name).onnx") }

  static func read(_ name: String) throws -> ONNXModelFile { try ONNXModelFile(readingFrom: url(name)) }

  /// What the onnx package and numpy say of each.
  static let oracle: [String: Oracle] = {
    do {
      let data = try Data(contentsOf: folder.appending(path: "oracle.json"))
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      return try decoder.decode([String: Oracle].self, from: data)
    } catch {
      Issue.record(error, "Next: run Scripts/inspected-models.py")
      return [:]
    }
  }()

  struct Oracle: Decodable {
    struct Tensor: Decodable {
      let name: String
      let type: String
      let shape: [Int]
      /// The first 64.
      let values: [Double]?
      let zeros: Int?
    }

    let tensors: [Tensor]
    /// Their operators.
    let nodes: [String]
    let operatorSets: [String: Int]
    let irVersion: Int
    /// By weights: how many pairs overflow, of how many.
    let pairs: [String: [Int]]?
    let atZeroPoint: Int?
  }
}

/// A folder of its own for one test, removed after it.
final class ModelFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "netweight-onnx-\(UUID().uuidString)/Models")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  @discardableResult
  func write(_ data: Data, to name: String) throws -> URL {
    let file = url.appending(path: name)
    try data.write(to: file)
    return file
  }

  /// Copies one of the inspected models with some of its bytes replaced by as many others.
  func copy(_ name: String, replacing old: String = "", with new: String = "") throws -> URL {
    var data = try Data(contentsOf: InspectedModels.url(name))
    try #require(old.utf8.count == new.utf8.count)
    if !old.isEmpty {
      let range = try #require(data.firstRange(of: Data(old.utf8)))
      data.replaceSubrange(range, with: Data(new.utf8))
    }
    return try write(data, to: "\(name).onnx")
  }
}
