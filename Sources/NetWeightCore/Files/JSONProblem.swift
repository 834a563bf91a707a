import Foundation

/// What is wrong with a JSON text and in which line, in words that name the key.
struct JSONProblem {
  let problem: String
  let line: Int?

  init(_ error: DecodingError, in data: Data) {
    switch error {
    case .keyNotFound(let key, let context):
      problem = "\"\(Self.path(context.codingPath + [key]))\" is missing"
      line = Self.line(of: context.codingPath, in: data)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      problem = "\"\(Self.path(context.codingPath))\" is not \(Self.name(of: type))"
      line = Self.line(of: context.codingPath, in: data)
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      problem = Self.syntaxProblem(in: data)
      line = Self.syntaxLine(context, in: data)
    case .dataCorrupted(let context):
      problem = "\"\(Self.path(context.codingPath))\": \(context.debugDescription)"
      line = Self.line(of: context.codingPath, in: data)
    @unknown default:
      problem = "\(error)"
      line = nil
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }

  private static func name(of type: any Any.Type) -> String {
    switch "\(type)" {
    case "Int", "Double", "Float", "Int64", "Bool": "a \(type)"
    case "String": "a string"
    case let name where name.hasPrefix("Array") || name.hasPrefix("["): "a list"
    case let name where name.hasPrefix("Dictionary"): "an object"
    default: "as expected"
    }
  }

  private static func syntaxProblem(in data: Data) -> String {
    if conflictLine(in: data) != nil { return "has conflict markers of a merge" }
    let last = data.last { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) }
    if data.isEmpty || last == nil { return "is empty" }
    return last == UInt8(ascii: "}") ? "is not valid JSON" : "is not valid JSON: it ends too early"
  }

  /// The parser's own word for the place where it has one, else the end of the text, where a truncated file breaks.
  private static func syntaxLine(_ context: DecodingError.Context, in data: Data) -> Int? {
    if let line = conflictLine(in: data) { return line }
    let words = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String ?? ""
    if let match = words.firstMatch(of: /line ([0-9]+)/), let line = Int(match.1) { return line }
    return max(1, data.split(separator: UInt8(ascii: "\n")).count)
  }

  private static func conflictLine(in data: Data) -> Int? {
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.firstIndex { $0.starts(with: Data("<<<<<<<".utf8)) }.map { $0 + 1 }
  }

  /// Looks for the keys one after the other. The text has them sorted and nested as they were written, so the
  /// first match after its parent is the right one in all files that we write.
  private static func line(of keys: [any CodingKey], in data: Data) -> Int? {
    let text = String(decoding: data, as: UTF8.self)
    var position = text.startIndex
    for key in keys where key.intValue == nil {
      guard let found = text.range(of: "\"\(key.stringValue)\"", range: position..<text.endIndex) else {
        break
      }
      position = found.lowerBound
    }
    return text[..<position].count { $0 == "\n" } + 1
  }
}
