/// Reads one cache line after another of a buffer, each of which says where the next one is: they are all visited, in an
/// order that no prefetcher foresees.
final class LookupWork: Work, @unchecked Sendable {
  private static let wordsOfLine = 8
  private let words: UnsafeMutablePointer<Int>
  private var line = 0

  init(mebibytes: Int) {
    let lines = mebibytes << 14
    words = .allocate(capacity: lines * Self.wordsOfLine)
    // Shuffled so that it stays one single circle (S. Sattolo, Information Processing Letters 22, 1986).
    var next = Array(0..<lines)
    var generator = SplitMix64(seed: 1)
    for last in stride(from: lines - 1, to: 0, by: -1) {
      next.swapAt(last, Int.random(in: 0..<last, using: &generator))
    }
    for line in 0..<lines { words[line * Self.wordsOfLine] = next[line] }
  }

  deinit { words.deallocate() }

  func perform(_ units: Int) {
    var line = line
    for _ in 0..<units { line = words[line * Self.wordsOfLine] }
    self.line = line
  }
}
