import Foundation

/// The lines of a `.jsonl` file, one after the other, with no more of it in memory than a piece.
final class SampleLines {
  private let url: URL
  private let handle: FileHandle
  private var buffer = Data()
  private var start = 0
  private var number = 0
  private var isAtEnd = false
  private var digest = Digest()

  private static let piece = 1 << 18

  /// - Throws: ``SampleSetError`` when the file is not there or cannot be read.
  init(_ url: URL) throws {
    self.url = url
    do {
      handle = try FileHandle(forReadingFrom: url)
    } catch {
      throw SampleSetError(cannotRead: url, error)
    }
  }

  /// SHA-256 of all that was read so far: of the file, once there is no next line.
  var sha256: String { digest.hexadecimal }

  /// The next line that is not blank, without its end, and its number, counted from 1.
  /// - Throws: ``SampleSetError``.
  func next() throws -> (number: Int, bytes: Data)? {
    while true {
      if let end = nextLineEnd {
        let line = buffer[start..<end]
        start = end + 1
        number += 1
        if !line.isBlankLine { return (number, Data(line)) }
      } else if isAtEnd {
        guard start < buffer.endIndex else { return nil }
        let line = buffer[start...]
        start = buffer.endIndex
        number += 1
        if !line.isBlankLine { return (number, Data(line)) }
      } else {
        try readOn()
      }
    }
  }

  /// By the C library: byte by byte took longer than the digest of the same bytes.
  private var nextLineEnd: Int? {
    buffer.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let end = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return base.distance(to: end)
    }
  }

  private func readOn() throws {
    do {
      let more = try handle.read(upToCount: Self.piece) ?? Data()
      isAtEnd = more.isEmpty
      more.withUnsafeBytes { digest.update($0) }
      buffer = Data(buffer[start...]) + more
      start = buffer.startIndex
    } catch {
      throw SampleSetError(cannotRead: url, error)
    }
  }
}

extension SampleSetError {
  /// A file of a set is not there, or the system does not let it be read.
  init(cannotRead url: URL, _ error: any Error) {
    if let error = error as? CocoaError, [.fileReadNoSuchFile, .fileNoSuchFile].contains(error.code) {
      self.init(url, problem: "is not there", next: "check the name of the set, or make its files")
    } else {
      self.init(
        url, problem: "cannot be read: \(error.localizedDescription)",
        next: "check the permissions of the set's folder")
    }
  }
}
