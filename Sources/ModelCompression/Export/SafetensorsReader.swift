import Foundation
import NetWeightCore

/// A safetensors file, open for reading. Each tensor is read straight to where it is wanted: not mapped, because
/// rows have to be padded, and not as one `Data`, because then file and weights would be in memory at once.
final class SafetensorsReader {
  let url: URL
  let tensors: [String: SafetensorsEntry]
  private let descriptor: Int32
  private let dataStart: Int

  init(_ url: URL) throws {
    let path = url.path(percentEncoded: false)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ModelFileError(
        url, problem: "cannot be opened: \(String(cString: strerror(errno)))",
        next: "check the path, or train and export the model")
    }
    do {
      (tensors, dataStart) = try Self.contents(of: url, descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    self.url = url
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func contents(of url: URL, _ descriptor: Int32) throws -> ([String: SafetensorsEntry], Int) {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    do throws(SafetensorsProblem) {
      var first: UInt64 = 0
      let isRead = withUnsafeMutableBytes(of: &first) { fill($0, from: descriptor, at: 0) }
      let length = try SafetensorsHeader.length(isRead ? UInt64(littleEndian: first) : nil, ofFileOf: size)
      var json = Data(count: length)
      let isWhole = json.withUnsafeMutableBytes { fill($0, from: descriptor, at: 8) }
      let start = 8 + length
      let header = try SafetensorsHeader(
        isWhole ? json : nil, dataSize: size - start, types: [.float32, .int8])
      return (header.tensors, start)
    } catch {
      throw ModelFileError(
        url, tensor: error.tensor, problem: error.problem, next: "export the model again")
    }
  }

  /// Reads a matrix row by row to rows of `columns` elements; what is beyond a row's own elements is left alone.
  func read<Element: BitwiseCopyable>(_ name: String, rows: Int, into buffer: AlignedBuffer<Element>) throws {
    guard let entry = tensors[name], rows > 0 else { return }
    let bytes = entry.dataOffsets[1] - entry.dataOffsets[0]
    let width = bytes / rows
    let stride = buffer.count / rows * MemoryLayout<Element>.stride
    let whole = width == stride
    for row in 0..<(whole ? 1 : rows) {
      let target = UnsafeMutableRawBufferPointer(
        start: UnsafeMutableRawPointer(buffer.pointer) + row * stride, count: whole ? bytes : width)
      guard Self.fill(target, from: descriptor, at: dataStart + entry.dataOffsets[0] + row * width) else {
        throw ModelFileError(
          url, tensor: name, problem: "cannot be read: the file ended or failed while it was read",
          next: "check the disk and that nothing writes to the file")
      }
    }
  }

  private static func fill(
    _ target: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
  ) -> Bool {
    var done = 0
    while let base = target.baseAddress, done < target.count {
      let count = pread(descriptor, base + done, target.count - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}
