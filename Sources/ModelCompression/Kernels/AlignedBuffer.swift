import CKernels

/// Memory as the kernels want it: aligned to a cache line and, at first, all zero.
///
/// `@unchecked Sendable`: it is written by its maker only, before anybody else sees it. An `Array` would not do,
/// because its elements start 32 bytes into its allocation.
final class AlignedBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int) {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Int(NW_ALIGNMENT))
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    pointer = memory.bindMemory(to: Element.self, capacity: max(1, count))
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  /// The elements of the array, row by row, each row filled up with zeros to `columns`.
  convenience init(_ elements: [Element], rows: Int, columns: Int) {
    self.init(count: rows * columns)
    let width = rows == 0 ? 0 : elements.count / rows
    elements.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress, width > 0 else { return }
      for row in 0..<rows { (pointer + row * columns).update(from: base + row * width, count: width) }
    }
  }

  var elements: UnsafeMutableBufferPointer<Element> { .init(start: pointer, count: count) }
}

/// A number of columns as the kernels want it: the next multiple of ``NW_COLUMN_MULTIPLE``.
func paddedColumns(_ columns: Int) -> Int {
  let multiple = Int(NW_COLUMN_MULTIPLE)
  return (columns + multiple - 1) / multiple * multiple
}
