import Foundation

/// Some samples of a set that follow each other: as they are, or as the lines of a file that are still to be read.
struct SampleBlock: Sendable {
  fileprivate enum Content: Sendable {
    case samples(ArraySlice<Sample>)
    case lines([(number: Int, bytes: Data)], SampleReader)
  }
  fileprivate let content: Content

  /// - Throws: ``SampleSetError`` naming file, line and key.
  func samples() throws -> [Sample] {
    switch content {
    case .samples(let samples): Array(samples)
    case .lines(let lines, let reader): try lines.map { try reader.sample($0.bytes, line: $0.number) }
    }
  }
}

/// A set in blocks, from the first sample to the last.
struct SampleBlocks {
  private enum Source {
    case samples(ArraySlice<Sample>)
    case file(SampleLines, SampleReader)
  }
  private var source: Source
  private let size: Int
  /// What the file was when its set was opened.
  private var opened: Manifest.File?
  private var read = 0

  init(_ samples: [Sample], size: Int) {
    source = .samples(samples[...])
    self.size = size
  }

  init(_ lines: SampleLines, _ reader: SampleReader, opened: Manifest.File, size: Int) {
    source = .file(lines, reader)
    self.size = size
    self.opened = opened
  }

  /// - Throws: ``SampleSetError`` when the file cannot be read, or is not what it was when its set was opened.
  mutating func next() throws -> SampleBlock? {
    switch source {
    case .samples(let rest):
      guard !rest.isEmpty else { return nil }
      source = .samples(rest.dropFirst(size))
      return SampleBlock(content: .samples(rest.prefix(size)))
    case .file(let lines, let reader):
      var block: [(number: Int, bytes: Data)] = []
      while block.count < size, let line = try lines.next() { block.append(line) }
      read += block.count
      // Its end shows all changes; more samples than there were have to be told of before they are asked for.
      if let opened, read > opened.samples ?? 0 || (block.count < size && lines.sha256 != opened.sha256) {
        throw SampleSetError(
          reader.url, problem: "was changed while it was in use",
          next: "run again, and let nothing write to a set while tests read it")
      }
      return block.isEmpty ? nil : SampleBlock(content: .lines(block, reader))
    }
  }
}
