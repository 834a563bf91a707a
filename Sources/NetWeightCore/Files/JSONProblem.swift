import Foundation

/// What is wrong with a JSON text and in which line, in words that name the key.
struct JSONProblem {
  let problem: String
  let line: Int?

  init(_ error: DecodingError, in data: Data) {
    let outline = JSONOutline(data)
    switch error {
    case .keyNotFound(let key, let context):
      problem = "\(Self.path(context.codingPath + [key])) is missing"
      line = Self.line(of: context.codingPath, in: outline)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      problem = "\(Self.path(context.codingPath)) is not \(Self.name(of: type))"
      line = Self.line(of: context.codingPath, in: outline)
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      (problem, line) = Self.syntax(outline, data)
    case .dataCorrupted(let context):
      problem = "\(Self.path(context.codingPath)): \(context.debugDescription)"
      line = Self.line(of: context.codingPath, in: outline)
    @unknown default:
      problem = "\(error)"
      line = nil
    }
  }

  /// `"quality.gold.samples"`, `"input[3]"`, or what stands for all of it.
  private static func path(_ keys: [any CodingKey]) -> String {
    let path = keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
    return path.isEmpty ? "the outermost value" : "\"\(path)\""
  }

  private static func name(of type: any Any.Type) -> String {
    switch "\(type)" {
    case "Int", "Int64": "a whole number"
    case "Double", "Float": "a number"
    case "Bool": "true or false"
    case "String": "a string"
    case let name where name.hasPrefix("Array") || name.hasPrefix("["): "a list"
    case let name where name.hasPrefix("Dictionary"): "an object"
    default: "as expected"
    }
  }

  private static func syntax(_ outline: JSONOutline, _ data: Data) -> (problem: String, line: Int?) {
    if let line = conflictLine(in: data) { return ("has conflict markers of a merge", line) }
    if data.allSatisfy({ [0x20, 0x0A, 0x0D, 0x09].contains($0) }) { return ("is empty", 1) }
    guard let line = outline.brokenLine else {
      // The decoder calls such a text broken too, and does not say which key it is.
      return ("has a number that is too large, or a fraction where a whole number has to be", nil)
    }
    return (outline.endsEarly ? "is not valid JSON: it ends too early" : "is not valid JSON", line)
  }

  private static func conflictLine(in data: Data) -> Int? {
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { $0.starts(with: Data("<<<<<<<".utf8)) }.map { $0 + 1 }
  }

  private static func line(of keys: [any CodingKey], in outline: JSONOutline) -> Int? {
    outline.lines[keys.map { $0.intValue.map(String.init) ?? $0.stringValue }]
  }
}
