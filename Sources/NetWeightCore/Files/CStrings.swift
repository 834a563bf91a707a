import Foundation

/// Names as C wants them, made once: a call of 5 µs should not copy strings.
package final class CStrings: Sendable {
  package let count: Int
  private nonisolated(unsafe) let storage: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// As many as `count`.
  package var pointers: UnsafePointer<UnsafePointer<CChar>?> { UnsafePointer(storage) }

  package init(_ strings: [String]) {
    count = strings.count
    storage = .allocate(capacity: max(1, strings.count))
    for (index, string) in strings.enumerated() {
      storage.advanced(by: index).initialize(to: UnsafePointer(strdup(string)))
    }
  }

  deinit {
    for index in 0..<count { free(UnsafeMutablePointer(mutating: storage[index])) }
    storage.deallocate()
  }
}
