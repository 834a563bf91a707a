/// Reads one word of each cache line of a buffer that is larger than the caches in question, going on where the last
/// call stopped, so that no call finds its lines where an earlier one left them.
final class MemoryWork: Work, @unchecked Sendable {
  private let lines: Int
  private static let wordsOfLine = 8
  private let words: UnsafeMutablePointer<UInt64>
  private var line = 0
  private var sum: UInt64 = 0

  init(mebibytes: Int) {
    lines = mebibytes << 14
    words = .allocate(capacity: lines * Self.wordsOfLine)
    // Written, since untouched pages would all be the one page of zeros.
    for index in 0..<lines * Self.wordsOfLine { words[index] = UInt64(index) }
  }

  deinit { words.deallocate() }

  func perform(_ units: Int) {
    var sum = sum
    var left = units
    while left > 0 {
      let count = min(left, lines - line)
      for line in line..<line + count { sum &+= words[line * Self.wordsOfLine] }
      left -= count
      line = (line + count) % lines
    }
    self.sum = sum
  }
}
