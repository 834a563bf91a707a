/// The tokenizer of NIST's mteval-v13a script, on whose words published BLEU scores rest.
enum Tokenizer13a {
  /// The words of a text; punctuation marks are words of their own, but for those inside of numbers, apostrophes, and
  /// hyphens that follow no digit.
  static func words(of text: String) -> [CodePoints] {
    var text = CodePoints(text.unicodeScalars.trimmedAtEnd)
    for (old, new) in [
      ("<skipped>", ""), ("-\n", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"),
      ("&gt;", ">"),
    ] {
      text = text.replacing(CodePoints(old.unicodeScalars), with: CodePoints(new.unicodeScalars))
    }
    text = [" "] + text.flatMap { marks.contains($0) ? [" ", $0, " "] : [$0] } + [" "]
    text = pairs(of: text, isNoDigit, isStop) { [$0, " ", $1, " "] }
    text = pairs(of: text, isStop, isNoDigit) { [" ", $0, " ", $1] }
    text = pairs(of: text, isDigit, { $0 == "-" }) { [$0, " ", $1, " "] }
    return text.words
  }

  private static let marks = Set(" !\"#$%&()*+/:;<=>?@[\\]^_`{|}~".unicodeScalars)

  private typealias Condition = (Unicode.Scalar) -> Bool
  private static let isDigit: @Sendable (Unicode.Scalar) -> Bool = { ("0"..."9").contains($0) }
  private static let isNoDigit: @Sendable (Unicode.Scalar) -> Bool = { !isDigit($0) }
  private static let isStop: @Sendable (Unicode.Scalar) -> Bool = { $0 == "." || $0 == "," }

  /// Replaces neighbours of the given kinds, from left to right; one that was replaced is no neighbour any more, which
  /// matters for `...` and is how the script's regular expressions work.
  private static func pairs(
    of text: CodePoints, _ isFirst: Condition, _ isSecond: Condition,
    _ replacement: (Unicode.Scalar, Unicode.Scalar) -> CodePoints
  ) -> CodePoints {
    var result: CodePoints = []
    var index = 0
    while index < text.count {
      if index + 1 < text.count, isFirst(text[index]), isSecond(text[index + 1]) {
        result += replacement(text[index], text[index + 1])
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }
}
