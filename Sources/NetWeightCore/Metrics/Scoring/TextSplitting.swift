/// A text as its Unicode code points. Characters of Swift would make one of `e` with an accent and of `\r\n`, and find
/// canonically equivalent texts equal, which no published score does.
typealias CodePoints = [Unicode.Scalar]

extension Unicode.Scalar {
  /// Whether it separates words: white space by Unicode, or one of the four separators of ASCII, as in Python, whose
  /// rule published scores rest on.
  var isSeparator: Bool { properties.isWhitespace || (0x1C...0x1F).contains(value) }
}

extension Sequence<Unicode.Scalar> {
  /// What stands between white space.
  var words: [CodePoints] { split(whereSeparator: \.isSeparator).map(CodePoints.init) }
}

extension BidirectionalCollection<Unicode.Scalar> {
  /// Without white space at its end.
  var trimmedAtEnd: SubSequence {
    guard let last = lastIndex(where: { !$0.isSeparator }) else { return self[startIndex..<startIndex] }
    return self[...last]
  }

  /// Without white space at both ends.
  var trimmed: SubSequence { trimmedAtEnd.drop(while: \.isSeparator) }
}
