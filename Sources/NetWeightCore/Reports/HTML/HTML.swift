/// Markup that is put together by interpolation: what is written out is markup, every `String` that is put into it is
/// text and escaped. A string cannot become markup any other way, so none can be forgotten.
struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The markup.
  private(set) var markup = ""

  init(stringLiteral literal: String) { markup = literal }
  init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Parts one after the other, with nothing between them.
  init(_ parts: [HTML]) { markup = parts.map(\.markup).joined() }

  /// Markup that has no place for text.
  static let empty: HTML = ""

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(2 * literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    mutating func appendInterpolation(_ part: HTML) { markup += part.markup }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.markup } }
    mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { markup += String(number) }
  }

  /// Safe in the text of an element and within quotes of either kind. Line breaks stay; other control characters, which
  /// HTML does not allow, become �.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
