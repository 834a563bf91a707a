/// Reads one word of each cache line of a buffer that is larger than the caches, going on where the last call
/// stopped, so that no call finds its lines where an earlier one left them.
final class MemoryWork: Work, @unchecked Sendable {
  private static let lines = 1 << 20
  private static let wordsOfLine = 8
  private let words: UnsafeMutablePointer<UInt64>
  private var line = 0
  private var sum: UInt64 = 0

  init() {
    words = .allocate(capacity: Self.lines * Self.wordsOfLine)
    // Written, since untouched pages would all be the one page of zeros.
    for index in 0..<Self.lines * Self.wordsOfLine { words[index] = UInt64(index) }
  }

  deinit { words.deallocate() }

  func perform(_ units: Int) {
    var sum = sum
    var left = units
    while left > 0 {
      let count = min(left, Self.lines - line)
      for line in line..<line + count { sum &+= words[line * Self.wordsOfLine] }
      left -= count
      line = (line + count) % Self.lines
    }
    self.sum = sum
  }
}
